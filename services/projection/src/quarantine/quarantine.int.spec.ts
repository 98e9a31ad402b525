import { RPC, type IncidentItem, type ProjectionStatus, type QuarantinedStream } from '@system-landscape/contracts';
import { formationIdOf, formationStream } from '@system-landscape/domain';
import { ACCOUNT, inFormation, pending, recorded, registered } from '@system-landscape/domain/testing';
import { createEventStoreClient, EventStore, type CommandContext } from '@system-landscape/event-store';
import {
  appendDisplay,
  inSecondVersion,
  ODD_EVENTS,
  registerSecondVersion,
} from '@system-landscape/event-store/testing';
import { eventually } from '@system-landscape/test-support';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { OPERATOR, ProjectionHarness, type Appended } from '../testing/projection-harness.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';

const { projection } = RPC;
const VIEWER = { subject: 'viewer', roles: ['system-landscape-viewer'], globalAccountId: ACCOUNT } as const;

describe.each(STORAGES)('Streams in quarantine on %s', (_storage, startStorage) => {
  let storage: Storage;
  let harness: ProjectionHarness;
  let client: EventStoreDBClient;
  let store: EventStore;

  beforeEach(async () => {
    storage = await startStorage();
    harness = await ProjectionHarness.start(storage);
    client = createEventStoreClient(harness.eventStoreUrl);
    store = new EventStore(client);
  });
  afterEach(async () => {
    await client.dispose();
    await harness.stop();
  });

  const list = async (): Promise<readonly QuarantinedStream[]> =>
    (await harness.ask(projection.listQuarantined, {}, OPERATOR)).items;
  const incidents = async (): Promise<readonly IncidentItem[]> =>
    (await harness.ask(projection.listIncidents, {}, OPERATOR)).items;
  const system = async ({ systemId }: Appended, minPosition?: string) =>
    (
      await harness.ask(projection.getSystem, {
        globalAccountId: ACCOUNT,
        systemId,
        ...(minPosition && { minPosition }),
      })
    ).system;
  const history = async ({ systemId }: Appended) =>
    (await harness.ask(projection.getSystemHistory, { globalAccountId: ACCOUNT, systemId })).items;
  const reached = (position: string) =>
    eventually(async () => BigInt((await harness.status()).position) >= BigInt(position));
  const skip = async ({ stream, eventId }: QuarantinedStream, key = 'one'): Promise<string> => {
    const context: CommandContext = {
      ...{ operation: 'skip-event', caller: 'operator', key, actor: OPERATOR },
      ...{ correlationId: 'c', causationId: 'c', now: new Date('2026-01-05T12:00:00.000Z') },
    };
    return (await store.skipEvent({ stream, eventId, note: 'A mistake.' }, context))!;
  };

  it('each kind of odd event stops its own stream alone, and a skip releases it', async () => {
    await harness.startInstance();
    const systems: Appended[] = [];
    for (const { what, append } of ODD_EVENTS) {
      const appended = await harness.append(what, pending());
      await append(client, appended.stream);
      await appendDisplay(client, appended.stream, 'token-1');
      systems.push(appended);
    }
    const after = await harness.append('After all of them', registered());

    expect(await system(after, after.position)).toMatchObject({ status: 'REGISTERED' });
    const items = await list();
    expect(items.map(({ systemName, revision, leftOut }) => [systemName, revision, leftOut]).sort()).toEqual(
      ODD_EVENTS.map(({ what }) => [what, 2, 2]).sort(),
    );
    for (const appended of systems) {
      const { stream, position, since, reason } = items.find((item) => item.stream === appended.stream)!;
      expect(await system(appended)).toMatchObject({
        status: 'PENDING',
        version: 2,
        quarantine: { position, since, reason },
      });
      expect((await incidents()).find(({ quarantine }) => quarantine?.stream === stream)).toMatchObject({
        kind: 'quarantine',
        systemId: appended.systemId,
        lastAnswer: { code: 'QUARANTINED', message: reason },
      });
    }
    expect((await harness.status()) satisfies ProjectionStatus).toMatchObject({ quarantined: ODD_EVENTS.length });

    for (const item of items) {
      const appended = systems.find(({ stream }) => stream === item.stream)!;
      const view = await system(appended, await skip(item));
      expect(view).not.toHaveProperty('quarantine');
      expect(view).toMatchObject({ version: 5 });
      expect((await history(appended)).map(({ type }) => type)).toEqual([
        ...['SystemAdded', 'IntegrationTokenIssued', 'IntegrationTokenDisplayed', 'EventSkipped'],
      ]);
    }
    expect(await list()).toEqual([]);
    expect(await incidents()).toEqual([]);
  });

  it('a rebuild puts the same streams into quarantine, releases the same ones, and ends', async () => {
    await harness.startInstance();
    const [skipped, left] = [await harness.append('Skipped', pending()), await harness.append('Left', pending())];
    for (const { stream } of [skipped, left]) await ODD_EVENTS[0]!.append(client, stream);
    await appendDisplay(client, skipped.stream, 'token-1');
    await reached(await appendDisplay(client, left.stream, 'token-1'));
    const toSkip = (await list()).find(({ stream }) => stream === skipped.stream)!;
    await reached(await skip(toSkip));

    await harness.ask(projection.beginRebuild, {}, OPERATOR);
    await eventually(async () => (await harness.status()).beside?.role === 'ready');
    let cursor: string | null = null;
    do {
      const page: { differing: number; nextCursor: string | null } = await harness.ask(
        projection.compareReadModels,
        cursor === null ? {} : { cursor },
        OPERATOR,
      );
      expect(page).toMatchObject({ differing: 0 });
      cursor = page.nextCursor;
    } while (cursor !== null);
    await harness.ask(projection.switchReadModel, { to: 'rebuilt' }, OPERATOR);
    expect((await list()).map(({ stream }) => stream)).toEqual([left.stream]);
    expect(await system(left)).toMatchObject({ version: 2, quarantine: {} });

    // Both sets of tables release it.
    await reached(await skip((await list())[0]!, 'two'));
    await harness.ask(projection.switchReadModel, { to: 'before' }, OPERATOR);
    expect(await list()).toEqual([]);
    expect(await system(left)).not.toHaveProperty('quarantine');
  });

  it('a newer release reads by itself what an older one could not', async () => {
    let app = await harness.startInstance();
    const nameless = await harness.append('Two versions', pending());
    await reached(nameless.position);
    await harness.stopInstance(app);

    // A later release has run in between; this one is rolled back to.
    const later = await harness.append('Of the later release', pending(), ACCOUNT, inSecondVersion);
    app = await harness.startInstance();
    await eventually(async () => (await list()).length === 1);
    expect((await list())[0]).toMatchObject({ stream: later.stream, revision: 0, leftOut: 2 });
    await harness.stopInstance(app);

    const removeVersion = registerSecondVersion();
    try {
      await harness.startInstance();
      await eventually(async () => (await list()).length === 0);
      expect(await system(later)).toMatchObject({ name: 'Of the later release', version: 2 });
    } finally {
      removeVersion();
    }
  });

  it('a retry answers whether the stream has left the quarantine', async () => {
    const app = await harness.startInstance();
    const odd = await harness.append('Odd', pending());
    await client.setStreamMetadata(odd.stream, { truncateBefore: 1 });
    await reached(odd.position);
    await harness.stopInstance(app);
    await harness.startInstance();
    await reached(await appendDisplay(client, odd.stream, 'token-1'));
    const [item] = await list();
    const { stream } = item!;
    const retry = () => harness.ask(projection.retryQuarantined, { stream }, OPERATOR);

    await expect(harness.ask(projection.retryQuarantined, { stream }, VIEWER)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await retry()).toMatchObject({ quarantined: { stream } });
    await client.setStreamMetadata(stream, {});
    expect(await retry()).toEqual({ quarantined: null });
    expect(await system(odd)).toMatchObject({ version: 3 });
    const more = await appendDisplay(client, stream, 'token-1');
    expect(await system(odd, more)).toMatchObject({ version: 4 });
    await expect(retry()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('what the database refuses puts its stream into quarantine, too', async () => {
    await harness.startInstance();
    const odd = await harness.append('Odd \u0000 name', pending());
    const after = await harness.append('After it', pending());
    expect(await system(after, after.position)).toMatchObject({ status: 'PENDING' });
    expect((await list()).map(({ stream }) => stream)).toEqual([odd.stream]);
  });

  it('a deleted stream and other events of the store are nobody’s, and leave nothing behind', async () => {
    await harness.startInstance();
    const deleted = await harness.append('Deleted', pending());
    await client.tombstoneStream(deleted.stream);
    const after = await harness.append('After it', pending());
    expect(await system(after, after.position)).toMatchObject({ status: 'PENDING' });
    expect(await system(deleted)).toMatchObject({ status: 'PENDING' });
    expect(await list()).toEqual([]);
  });

  it('a formation shows which of its systems are in quarantine', async () => {
    await harness.startInstance();
    const formationId = formationIdOf(ACCOUNT, 'Production');
    const data = { formationId, globalAccountId: ACCOUNT, name: 'Production', type: null };
    await harness.appendRaw(formationStream(formationId), [recorded({ type: 'FormationCreated', data })]);
    const members = [...registered(), inFormation(formationId, 'Production')];
    const [odd, well] = [await harness.append('Odd', members), await harness.append('Well', members)];
    await ODD_EVENTS[0]!.append(client, odd.stream);
    await reached(await appendDisplay(client, odd.stream, 'token-1'));
    const shown = async () =>
      (await harness.ask(projection.getFormation, { globalAccountId: ACCOUNT, formationId })).formation.systems;
    const [quarantined, other] = [
      { id: odd.systemId, name: 'Odd' },
      { id: well.systemId, name: 'Well' },
    ];
    expect(await shown()).toEqual([{ ...quarantined, quarantined: true }, other]);
    await reached(await skip((await list())[0]!));
    expect(await shown()).toEqual([quarantined, other]);
  });

  it('sweeps leave out what no command can change', async () => {
    await harness.startInstance();
    const odd = await harness.append('Overdue', pending());
    await ODD_EVENTS[0]!.append(client, odd.stream);
    await reached(await appendDisplay(client, odd.stream, 'token-1'));
    const { items } = await harness.ask(projection.listOverdueTokens, { dueAt: '2030-01-01T00:00:00.000Z' });
    expect(items).toEqual([]);
  });

  it('health says so, also of a foreign event before the start, and the instance is ready', async () => {
    await client.appendToStream('system-of-somebody-else', jsonEvent({ type: 'Painted', data: {} }));
    const instance = await harness.startOwnProcess();
    const odd = await harness.append('Odd', pending());
    await ODD_EVENTS[0]!.append(client, odd.stream);
    await reached(await appendDisplay(client, odd.stream, 'token-1'));
    await eventually(async () => {
      const response = await fetch(`${instance.url}/health/ready`);
      expect(response.status).toBe(200);
      return JSON.stringify(await response.json()).includes('2 streams are in quarantine');
    });
    const metrics = await (await fetch(`${instance.url}/metrics`)).text();
    expect(metrics).toContain('landscape_projection_quarantined_streams 2');
  });

  it('a read model of a later release answers what this one can read of it', async () => {
    const app = await harness.startInstance();
    const shown = await harness.append('Shown', pending());
    await reached(shown.position);
    await harness.stopInstance(app);
    const database = await openStorage(storage);
    await database.transaction((transaction) =>
      transaction.query("update history set type = 'SystemPainted' where version = 2"),
    );
    await database.close();
    await harness.startInstance();
    const asOf = await harness.ask(projection.getSystem, {
      ...{ globalAccountId: ACCOUNT, systemId: shown.systemId, asOf: shown.position },
    });
    expect(asOf.system).toMatchObject({ version: 1 });
    expect((await history(shown)).map(({ type }) => type)).toEqual(['SystemAdded', 'SystemPainted']);
    expect((await harness.ask(projection.listEvents, { after: '0' })).items).toHaveLength(1);
  });
});
