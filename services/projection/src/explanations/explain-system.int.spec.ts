import { RPC, type RequestActor } from '@system-landscape/contracts';
import { nameIdOf, systemIdOf, type Recorded, type SystemEvent } from '@system-landscape/domain';
import {
  ACCOUNT,
  actions,
  at,
  DAY,
  failed,
  issued,
  pending,
  perform,
  recorded,
  registered,
  requested,
  streamOf,
  SYSTEM,
  T0,
} from '@system-landscape/domain/testing';
import { createEventStoreClient } from '@system-landscape/event-store';
import { appendDisplay, ODD_EVENTS } from '@system-landscape/event-store/testing';
import { SettableClock } from '@system-landscape/service-kit';
import { eventsOfStatus, explainStatus, foldSystemRecord } from '@system-landscape/system-view';
import { eventually } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import * as fc from 'fast-check';
import type { Database } from '../database/database.js';
import { ReadModel } from '../database/read-model.js';
import { Positions } from '../positions/positions.js';
import { commitBatch } from '../projector/commit-batch.js';
import { OPERATOR, ProjectionHarness } from '../testing/projection-harness.js';
import { asLeader, TestLog, type EventItem } from '../testing/test-log.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { ExplainSystem, selectEventsOfStatus } from './explain-system.js';

describe.each(STORAGES)('explain-system on %s', (_, start) => {
  let storage: Storage;
  let database: Database;
  let explainSystem: ExplainSystem;
  const log = new TestLog();
  const clock = new SettableClock(T0);

  beforeAll(async () => {
    storage = await start();
    database = await openStorage(storage);
    explainSystem = new ExplainSystem(new ReadModel(database, new Positions(database, 50)), clock);
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });
  beforeEach(() => clock.set(T0));

  const explain = async (systemId: string) => (await explainSystem.execute({ systemId })).explanation;
  const idOf = (name: string, life = 1) => systemIdOf(nameIdOf(ACCOUNT, name), life);
  const added = async (name: string, events: readonly (SystemEvent | Recorded<SystemEvent>)[]) => {
    const items = log.stream(name, events);
    await asLeader(database, async (writer) => {
      for (let from = 0; from < items.length; from += 500) await commitBatch(writer, items.slice(from, from + 500));
    });
    return items;
  };
  /** Explained from all events, without the database. */
  const explainedFrom = (items: readonly EventItem[], systemId: string) => {
    const history = items.flatMap(({ position, stored }) =>
      stored.event.data.systemId === systemId ? [{ ...stored, position }] : [],
    );
    return explainStatus(foldSystemRecord(history, systemId)!.system, eventsOfStatus(history), clock.now());
  };
  const traced = (event: SystemEvent, $correlationId: string, $causationId = $correlationId) =>
    recorded(event, { $correlationId, $causationId });

  it('explains as the whole history does, for any history, and any ids of requests and causes', async () => {
    let names = 0;
    await fc.assert(
      fc.asyncProperty(
        actions,
        fc.array(fc.tuple(fc.constantFrom('one', 'two', 'o"n\\e'), fc.constantFrom('request', 'sweep', 'event')), {
          minLength: 1,
          maxLength: 7,
        }),
        async (todo, traces) => {
          const events = streamOf(perform(todo)).map((event, index) => {
            const [$correlationId, cause] = traces[index % traces.length]!;
            const $causationId = cause === 'request' ? $correlationId : `${cause}-${index}`;
            return { ...event, metadata: { ...event.metadata, $correlationId, $causationId } };
          });
          if (events.length === 0) return;
          const items = await added(`History ${(names += 1)}`, events);
          for (const systemId of new Set(items.map(({ stored }) => stored.event.data.systemId))) {
            expect(await explain(systemId)).toEqual(explainedFrom(items, systemId));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('M-13: says that the token has expired from its moment on', async () => {
    await added('Expiring', pending());
    clock.set(at(30 * DAY));
    expect(await explain(idOf('Expiring'))).toMatchObject({
      status: 'PENDING',
      statusDetail: expect.stringContaining('expired') as string,
    });
  });

  it('follows the cause that is named, and time where a sweep is', async () => {
    const [addedEvent, issuedEvent, ...ofRequest] = registered();
    const items = log.stream('Chained', [
      ...[addedEvent!, issuedEvent!],
      ...ofRequest.slice(0, 3).map((event) => traced(event, 'redeem')),
      traced(ofRequest[3]!, 'redeem', 'the id of the event before'),
      traced(ofRequest.at(-1)!, 'redeem', 'sweep-1'),
    ]);
    items[5] = causedBy(items[4]!, items[5]!);
    await asLeader(database, (writer) => commitBatch(writer, items));
    const { causes, correlationId, leftOut } = await explain(idOf('Chained'));
    expect([correlationId, leftOut]).toEqual(['redeem', 0]);
    expect(causes.map(({ type, because, position }) => [type, because, position])).toEqual([
      ['SystemRegistered', 'time', items[6]!.position],
      ['RegistrationStepCompleted', 'event', items[5].position],
      ['RegistrationStepRequested', 'request', items[4]!.position],
    ]);
  });

  it('refuses an unknown system', async () => {
    await expect(explain(idOf('Never'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(explain('a\u0000b')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  const EVENTS = 3_000;
  const displays = Array.from({ length: EVENTS }, () =>
    recorded<SystemEvent>({ type: 'IntegrationTokenDisplayed', data: { systemId: SYSTEM, tokenId: 'token-1' } }),
  );
  const polls = (correlationId: string) =>
    Array.from({ length: EVENTS }, (__, n) =>
      traced(requested('Registration', 1, 'establish-trust'), correlationId, `sweep-${n}`),
    );
  const beforeSteps = registered().slice(0, 4);

  it.each<readonly [string, readonly (SystemEvent | Recorded<SystemEvent>)[], number]>([
    ['displays after the status changed', [...registered(), ...displays], 1],
    ['tokens after the status changed', [...pending(), ...displays.map(() => issued({ tokenId: 'token-2' }))], 1],
    [
      'polls in its chain',
      [...beforeSteps, ...polls('correlation-1'), traced(failed().at(-1)!, 'correlation-1', 'sweep')],
      100,
    ],
    [
      'displays within its chain',
      [
        ...beforeSteps,
        ...displays.map(({ type, data }) => traced({ type, data } as SystemEvent, 'other')),
        traced(failed().at(-1)!, 'correlation-1', 'sweep'),
      ],
      2,
    ],
  ])('looks at few of thousands of events: %s', async (what, events, causes) => {
    const items = await added(what, events);
    const explanation = await explain(idOf(what));
    expect(explanation).toEqual(explainedFrom(items, idOf(what)));
    expect(explanation.causes).toHaveLength(causes);
    expect(explanation.causes.at(-1)).toMatchObject({ because: 'request' });

    const select = selectEventsOfStatus(database.storage);
    if (database.storage === 'libsql') {
      // libSQL does not tell how many rows it has read. Each of these looks has a limit and follows the order of its index.
      const plan = await database.query<{ detail: string }>(`explain query plan ${select}`, [idOf(what)]);
      const looks = plan.map(({ detail }) => detail).filter((detail) => /\bhistory\b/.test(detail));
      expect(looks.sort()).toEqual([
        'SEARCH history USING COVERING INDEX history_by_status (system_id=? AND type=? AND version>?)',
        'SEARCH history USING COVERING INDEX history_by_status (system_id=? AND type=?)',
        ...Array.from(
          { length: 3 },
          () =>
            'SEARCH history USING INDEX history_by_correlation (system_id=? AND correlation_id=? AND is_of_request=? AND version<?)',
        ),
        'SEARCH history USING INDEX history_by_system (system_id=? AND version=?)',
      ]);
      return;
    }
    await database.query('analyze history');
    const [plan] = await database.query<{ readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
      `explain (analyze, format json) ${select}`,
      [idOf(what)],
    );
    expect(rowsOfHistory(plan!['QUERY PLAN'][0]!.Plan)).toBeLessThan(700);
  });
});

describe.each(STORAGES)('rpc.projection.explain-system on %s', (_, startStorage) => {
  const VIEWER: RequestActor = { subject: 'viewer', roles: ['system-landscape-viewer'], globalAccountId: ACCOUNT };
  let harness: ProjectionHarness;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    harness = await ProjectionHarness.start(await startStorage());
    client = createEventStoreClient(harness.eventStoreUrl);
    await harness.startInstance();
  });
  afterAll(async () => {
    await client.dispose();
    await harness.stop();
  });

  const ask = async (systemId: string, minPosition?: string, actor?: RequestActor) =>
    (await harness.ask(RPC.projection.explainSystem, { systemId, ...(minPosition && { minPosition }) }, actor))
      .explanation;

  it('is for operators, who see the systems of all accounts', async () => {
    const { systemId, position } = await harness.append('Of another account', registered(), 'ga-other');
    expect(await ask(systemId, position, OPERATOR)).toMatchObject({ systemId, status: 'REGISTERED' });
    await expect(ask(systemId, position, VIEWER)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ask(systemId, position)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('tells of a stream in quarantine what is before the event, and that it is there', async () => {
    const { systemId, stream, position } = await harness.append('In quarantine', registered());
    const before = await ask(systemId, position, OPERATOR);
    await ODD_EVENTS[0]!.append(client, stream);
    const last = await appendDisplay(client, stream, 'token-1');
    const { quarantine, ...explanation } = await ask(systemId, last, OPERATOR);
    expect(explanation).toEqual(before);
    expect(quarantine).toMatchObject({ reason: expect.stringContaining('SystemPainted') as string });
  });

  it('answers the same while the read model is rebuilt, and from the rebuilt one', async () => {
    const { systemId, position } = await harness.append('Rebuilt', registered());
    const before = await ask(systemId, position, OPERATOR);
    await harness.ask(RPC.projection.beginRebuild, {}, OPERATOR);
    expect(await ask(systemId, position, OPERATOR)).toEqual(before);
    await eventually(async () => (await harness.status()).beside?.role === 'ready');
    await harness.ask(RPC.projection.switchReadModel, { to: 'rebuilt' }, OPERATOR);
    expect(await ask(systemId, position, OPERATOR)).toEqual(before);
  });
});

function causedBy({ stored: { id } }: EventItem, item: EventItem): EventItem {
  const metadata = { ...item.stored.event.metadata, $causationId: id };
  return {
    ...item,
    stored: { ...item.stored, event: { ...item.stored.event, metadata } },
    raw: { ...item.raw, metadata: { ...metadata } },
  };
}

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** How many rows of the history a statement has looked at. */
function rowsOfHistory(node: PlanNode): number {
  const own = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
  const ofNode = node['Relation Name'] === 'history' ? own * node['Actual Loops'] : 0;
  return (node.Plans ?? []).reduce((sum, each) => sum + rowsOfHistory(each), ofNode);
}
