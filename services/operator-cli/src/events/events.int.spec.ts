import { nameIdOf, systemStream } from '@system-landscape/domain';
import { failed, pending, registered } from '@system-landscape/domain/testing';
import { readFileSync, writeFileSync } from 'node:fs';
import { CliHarness, type Appended } from '../testing/cli-harness.js';
import type { EventLine } from './event-line.js';

let harness: CliHarness;
let broken: Appended;
let working: Appended;

beforeAll(async () => {
  harness = await CliHarness.start();
  broken = await harness.append('broken', failed());
  working = await harness.append('working', registered(), 'ga-other');
  await harness.appendRaw('foreign-1', [{ type: 'Foreign', data: {} }]);
});
afterAll(() => harness.stop());

describe('landscape events', () => {
  it('reads the log in its order, without foreign events', async () => {
    const events = await harness.lines<EventLine>('events', 'read');
    expect(events.map(({ type }) => type)).toEqual([...failed(), ...registered()].map(({ type }) => type));
    const positions = events.map(({ position }) => BigInt(position));
    expect(positions.every((position, index) => index === 0 || position > positions[index - 1]!)).toBe(true);
  });

  it('selects by system, account, type, position and number', async () => {
    const all = await harness.lines<EventLine>('events', 'read');
    const of = (stream: string) => all.filter((event) => event.stream === stream);
    expect(await harness.lines('events', 'read', '--system', working.systemId)).toEqual(of(working.stream));
    expect(await harness.lines('events', 'read', '--account', 'ga-demo')).toEqual(of(broken.stream));
    expect(await harness.lines('events', 'read', '--type', 'SystemAdded', 'RegistrationFailed')).toEqual(
      all.filter(({ type }) => ['SystemAdded', 'RegistrationFailed'].includes(type)),
    );
    const [from, to] = [all[2]!.position, all[6]!.position];
    expect(await harness.lines('events', 'read', '--from', from, '--to', to)).toEqual(all.slice(3, 7));
    expect(await harness.lines('events', 'read', '--limit', '2')).toEqual(all.slice(0, 2));
    expect(await harness.lines('events', 'read', '--from', '0')).toEqual(all);
  });

  it('selects by time, both ends included', async () => {
    const at = '2026-01-05T10:00:00Z';
    expect(await harness.lines('events', 'read', '--since', at, '--until', at)).toHaveLength(
      failed().length + registered().length,
    );
    expect(await harness.lines('events', 'read', '--since', '2026-01-05T10:00:00.001Z')).toEqual([]);
  });

  it('shows one event by position and by id', async () => {
    const [, second] = await harness.lines<EventLine>('events', 'read');
    expect(await harness.json('events', 'show', second!.position)).toEqual(second);
    expect(await harness.json('events', 'show', second!.id)).toEqual(second);
    expect(await harness.run(['events', 'show', '99999999999'])).toMatchObject({ code: 1, stdout: '' });
    expect(await harness.run(['events', 'show', 'first'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('follows new events', async () => {
    const child = harness.start(['events', 'tail', '--from', '0', '--json']);
    const seen: EventLine[] = [];
    let text = '';
    const past = failed().length + registered().length;
    for await (const chunk of child.stdout!) {
      text += String(chunk);
      const whole = text.split('\n');
      text = whole.pop()!;
      const before = seen.length;
      seen.push(...whole.map((line) => JSON.parse(line) as EventLine));
      if (before < past && seen.length >= past) await harness.append('later', pending());
      if (seen.length >= past + 2) child.kill('SIGINT');
    }
    const later = systemStream(nameIdOf('ga-demo', 'later'));
    expect(seen.slice(past).map(({ stream, type }) => [stream, type])).toEqual([
      [later, 'SystemAdded'],
      [later, 'IntegrationTokenIssued'],
    ]);
  });

  it('exports to a new file and overwrites none', async () => {
    const file = harness.file('export.ndjson');
    const { events } = await harness.json<{ events: number }>(
      'events',
      'read',
      '--account',
      'ga-other',
      '--export',
      file,
    );
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(events);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      await harness.lines('events', 'read', '--account', 'ga-other'),
    );
    writeFileSync(file, 'precious');
    expect((await harness.run(['events', 'read', '--export', file])).code).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });

  it('says what is wrong and how to correct it', async () => {
    const { code, stderr } = await harness.run(['events', 'read', '--system', 'x']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/"x" is no system id/)]);
    expect((await harness.run(['events', 'read', '--since', 'yesterday'])).code).toBe(2);
    const [, second] = await harness.lines<EventLine>('events', 'read', '--limit', '2');
    const between = String(BigInt(second!.position) - 1n);
    expect(await harness.run(['events', 'read', '--from', between])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`no event at position ${between}`) as string,
    });
    expect(await harness.run(['events', 'read'], { ESDB_URL: '' })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/npm start/) as string,
    });
    expect(await harness.run(['events', 'read'], { ESDB_URL: 'esdb://127.0.0.1:1?tls=false' })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/does not answer/) as string,
    });
  });

  it('finds the event store of the local start', async () => {
    const parts = { 'event-store': { pid: 1, port: harness.eventStore.port, url: harness.eventStore.url } };
    writeFileSync(harness.file('run.json'), JSON.stringify({ pid: 1, parts }));
    const { code, stdout } = await harness.run(['events', 'read', '--limit', '1', '--json'], { ESDB_URL: '' });
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ type: 'SystemAdded' })]);
  });

  it('reads the event store directly, whatever proxy the machine has for the web', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const { code, stdout } = await harness.run(['events', 'read', '--limit', '1', '--json'], {
      http_proxy: nowhere,
      https_proxy: nowhere,
    });
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ type: 'SystemAdded' })]);
  });

  it('offers its commands to the shell', async () => {
    expect((await harness.runProcess(['complete', 'bash'])).stdout).toContain('landscape');
    expect((await harness.runProcess(['complete', '--', 'events', ''])).stdout).toMatch(
      /^tail\b[\s\S]*^read\b[\s\S]*^show\b/m,
    );
  });
});
