import { evolveSystemRecord, type SystemRecord } from '@system-landscape/system-view';
import { nameIdOf, systemIdOf, systemStream } from '@system-landscape/domain';
import {
  actions,
  NAME_ID,
  pending,
  perform,
  recorded,
  registered,
  streamOf,
  SYSTEM,
} from '@system-landscape/domain/testing';
import * as fc from 'fast-check';
import type { EventLine } from '../events/event-line.js';
import { CliHarness, type Appended } from '../testing/cli-harness.js';
import type { Change } from './diff-system.js';
import type { Explanation } from './explain-system.js';
import { systemAsOf, type HistoricEvent } from './system-history.js';

let harness: CliHarness;
let system: Appended;
let events: EventLine[];

beforeAll(async () => {
  harness = await CliHarness.start();
  system = await harness.append('erp', registered());
  events = await harness.lines<EventLine>('events', 'read');
});
afterAll(() => harness.stop());

describe('landscape system', () => {
  it('shows a system now and at a point in time', async () => {
    const now = await harness.json<SystemRecord>('system', 'show', system.systemId);
    expect(now.system).toMatchObject({ name: 'erp', status: 'REGISTERED', position: events.at(-1)!.position });
    const then = await harness.json<SystemRecord>('system', 'show', system.systemId, '--as-of', events[1]!.position);
    expect(then.system).toMatchObject({ status: 'PENDING', version: 2, position: events[1]!.position });
    const atTime = await harness.json<SystemRecord>(
      'system',
      'show',
      system.systemId,
      '--as-of',
      '2026-01-05T10:00:00Z',
    );
    expect(atTime).toEqual(now);
  });

  it('M-13: shows a token as Expired from its moment on, whether or not the log says so', async () => {
    const { systemId } = await harness.append('expired', pending());
    const tokenOf = async (...more: string[]) =>
      (await harness.json<SystemRecord>('system', 'show', systemId, ...more)).system.token;
    const { expiresAt, state } = (await tokenOf())!;
    expect(state).toBe('EXPIRED');
    expect(await tokenOf('--as-of', expiresAt)).toMatchObject({ state: 'EXPIRED' });
    const before = new Date(Date.parse(expiresAt) - 1).toISOString();
    expect(await tokenOf('--as-of', before)).toMatchObject({ state: 'LIVE' });
    const { changes } = await harness.json<{ changes: Change[] }>('system', 'diff', systemId, '--from', before);
    expect(changes).toContainEqual({ member: 'system.token.state', before: 'LIVE', after: 'EXPIRED' });
    const explanation = await harness.json<Explanation>('system', 'explain', systemId, '--from-log');
    expect(explanation.statusDetail).toMatch(/expired/);
  });

  it('says that a system did not exist yet, or does not exist', async () => {
    const before = await harness.run(['system', 'show', system.systemId, '--as-of', '2025-01-01T00:00:00Z']);
    expect([before.code, before.stderr]).toEqual([1, expect.stringContaining('yet')]);
    expect((await harness.run(['system', 'show', SYSTEM])).code).toBe(1);
    expect((await harness.run(['system', 'show', 'nonsense'])).code).toBe(2);
  });

  it('shows the values that changed between two positions', async () => {
    const { changes } = await harness.json<{ changes: Change[] }>(
      ...['system', 'diff', system.systemId, '--from', events[1]!.position, '--to', events.at(-1)!.position],
    );
    expect(changes).toContainEqual({ member: 'system.status', before: 'PENDING', after: 'REGISTERED' });
    expect(changes).toContainEqual({ member: 'extension.tenantId', before: null, after: 'my300001' });
    expect(changes.map(({ member }) => member)).not.toContain('system.name');
  });

  it('explains a status by the chain of causes back to the request', async () => {
    const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    const [added, issued, redeemed, started, requested, completed] = registered();
    const registration = registered().at(-1)!;
    const request = { $correlationId: 'request-2', $causationId: 'request-2' };
    await harness.appendRaw(systemStream(NAME_ID), [
      { ...recorded(added!), id: id(1) },
      { ...recorded(issued!), id: id(2) },
      { ...recorded(redeemed!, request), id: id(3) },
      { ...recorded(started!, request), id: id(4) },
      { ...recorded(requested!, request), id: id(5) },
      // A hint about the request led to it; then a sweep, which has an id of its own.
      { ...recorded(completed!, { ...request, $causationId: id(5) }), id: id(6) },
      { ...recorded(registration, { ...request, $causationId: 'sweep-1' }), id: id(7) },
    ]);
    const explanation = await harness.json<Explanation>('system', 'explain', SYSTEM, '--from-log');
    expect(explanation).toMatchObject({ status: 'REGISTERED', correlationId: 'request-2' });
    expect(explanation.causes.map(({ type, because }) => [type, because])).toEqual([
      ['SystemRegistered', 'time'],
      ['RegistrationStepCompleted', 'event'],
      ['RegistrationStepRequested', 'request'],
    ]);
    const text = (await harness.run(['system', 'explain', SYSTEM, '--from-log'])).stdout;
    expect(text).toMatch(/is REGISTERED[\s\S]*time passed after[\s\S]*because[\s\S]*correlation id request-2/);
  });
});

describe('landscape system explain', () => {
  it('says what to do while the platform does not answer', async () => {
    const none = await harness.run(['system', 'explain', system.systemId]);
    expect([none.code, none.stdout, none.stderr]).toEqual([
      ...[1, ''],
      expect.stringMatching(/No local platform is running[^]*--from-log/),
    ]);
    const down = await harness.run(['system', 'explain', system.systemId], {
      ...{ LANDSCAPE_URL: 'http://127.0.0.1:9', OIDC_ISSUER: 'http://127.0.0.1:9' },
      ...{ LANDSCAPE_CLIENT_ID: 'operator', LANDSCAPE_CLIENT_SECRET: 'secret' },
    });
    expect([down.code, down.stderr]).toEqual([1, expect.stringMatching(/cannot sign in[^]*--from-log/)]);
  });

  it('knows what is no system id without asking', async () => {
    expect((await harness.run(['system', 'explain', 'nonsense'])).code).toBe(2);
    const unknown = await harness.run([
      'system',
      'explain',
      systemIdOf(nameIdOf('ga-other', 'never'), 1),
      '--from-log',
    ]);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('There is no system')]);
  });
});

describe('A system as of a position', () => {
  it('equals the fold of the events up to it', () => {
    fc.assert(
      fc.property(actions, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }), (todo, gaps) => {
        const stream = streamOf(perform(todo));
        let position = 0;
        const history = stream.map((event, revision): HistoricEvent => {
          position += gaps[revision % gaps.length]!;
          return { event, id: `e${revision}`, streamId: 's', revision, position: String(position) };
        });
        for (const systemId of new Set(stream.map(({ data }) => data.systemId))) {
          for (let asked = 0; asked <= position; asked += 1) {
            let record: SystemRecord | undefined;
            for (const { event, revision, position: at } of history) {
              if (Number(at) > asked || event.data.systemId !== systemId) continue;
              record = evolveSystemRecord(record, event, { position: at, version: revision + 1 });
            }
            expect(systemAsOf(history, { position: String(asked) }, systemId)).toEqual(record);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
