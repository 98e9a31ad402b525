import {
  PROJECTION_COMMITTED,
  RPC,
  type GetSystemHistoryReply,
  type ListExtensionsReply,
  type ProjectionCommitted,
  type Rpc,
} from '@system-landscape/contracts';
import {
  ACCOUNT,
  at,
  DAY,
  deregistered,
  enabling,
  failed,
  HOUR,
  MINUTE,
  pending,
  registered,
  TENANT,
} from '@system-landscape/domain/testing';
import { startEmbeddedEventStore } from '@system-landscape/embedded-event-store';
import { createEventStoreClient, EventStore } from '@system-landscape/event-store';
import { commandContext, registering, systemName } from '@system-landscape/event-store/testing';
import { eventually, freezeProcess, startEventStore } from '@system-landscape/test-support';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProjectionHarness } from './testing/projection-harness.js';
import { libsqlFolder, STORAGES } from './testing/storages.js';

const { projection } = RPC;

/** Systems of two events each that are registered at once. */
const BURST = 100;

describe.each(STORAGES)('The projection on %s', (storageName, startStorage) => {
  let harness: ProjectionHarness;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    harness = await ProjectionHarness.start(await startStorage());
    app = await harness.startInstance();
  });
  afterAll(() => harness.stop());

  const get = (systemId: string, minPosition?: string) =>
    harness.ask(projection.getSystem, {
      globalAccountId: ACCOUNT,
      systemId,
      ...(minPosition === undefined ? {} : { minPosition }),
    });
  const ready = async () => (await fetch(`${await app.getUrl()}/health/ready`)).status;

  it('returns an appended system at the position of its append', async () => {
    const { systemId, position } = await harness.append('Shown', registered());
    const reply = await get(systemId, position);
    expect(reply.system).toMatchObject({ id: systemId, name: 'Shown', status: 'REGISTERED', position });
    expect(BigInt(reply.position)).toBeGreaterThanOrEqual(BigInt(position));
  });

  it('answers a waiting query as soon as the position is reached', async () => {
    const { systemId, position } = await harness.append('Before', pending());
    const later = await harness.append('After', pending());
    const waited = await get(systemId, later.position);
    expect(BigInt(later.position)).toBeGreaterThan(BigInt(position));
    expect(BigInt(waited.position)).toBeGreaterThanOrEqual(BigInt(later.position));
  });

  it.each(['minPosition', 'asOf'])(
    'tells a %s beyond the end of the log from one that will be reached',
    async (name) => {
      const { systemId, position } = await harness.append('Last', pending());
      const read = (value: string) =>
        harness.ask(projection.getSystem, { globalAccountId: ACCOUNT, systemId, [name]: value });
      await expect(read(position)).resolves.toMatchObject({ system: { id: systemId } });
      for (const beyond of [(BigInt(position) + 1n).toString(), '9'.repeat(20)]) {
        const refused = { code: 'POSITION_UNKNOWN', body: { status: 400 } };
        await expect(Promise.all([read(beyond), read(beyond), read(beyond)])).rejects.toMatchObject(refused);
      }
      const after = { after: '9'.repeat(20), minPosition: '9'.repeat(20) };
      await expect(harness.ask(projection.listEvents, after)).rejects.toMatchObject({ code: 'POSITION_UNKNOWN' });
    },
  );

  it('fails with READ_MODEL_BEHIND when the position is not reached within READ_WAIT', async () => {
    await harness.stopInstance(app);
    const impatient = await harness.startInstance({ READ_WAIT: 'PT0.05S' });
    await expect(harness.ask(projection.getPosition, { stream: 'system-unknown', version: 1 })).rejects.toMatchObject({
      code: 'READ_MODEL_BEHIND',
    });
    await harness.stopInstance(impatient);
    app = await harness.startInstance();
  });

  it('returns the position of every event of a stream, and waits for events that are still to come', async () => {
    const { systemId, stream, position } = await harness.append('Positioned', pending());
    const positionOf = (version: number) =>
      harness.ask(projection.getPosition, { stream, version }).then((reply) => reply.position);
    expect(await positionOf(2)).toBe(position);
    expect(BigInt(await positionOf(1))).toBeLessThan(BigInt(position));
    const third = positionOf(3);
    const [, , redeemed] = enabling();
    const appended = await harness.appendRaw(stream, [
      { type: redeemed!.type, data: { ...redeemed!.data, systemId }, metadata: recordedMetadata(systemId) },
    ]);
    expect(await third).toBe(appended);
  });

  it('publishes every commit without a gap', async () => {
    const commits: ProjectionCommitted[] = [];
    const subscription = harness.connection.subscribe(PROJECTION_COMMITTED, {
      callback: (_, message) => {
        const commit = message.json<ProjectionCommitted>();
        if (commit.position !== commit.previousPosition) commits.push(commit);
      },
    });
    await harness.connection.flush();
    const appended = [];
    for (let index = 0; index < 20; index += 1) appended.push(await harness.append(`Published ${index}`, pending()));
    const ids = appended.map(({ systemId }) => systemId);
    await eventually(() => ids.every((id) => commits.some((commit) => commit.ids.includes(id))));
    subscription.unsubscribe();
    for (const [index, commit] of commits.entries()) {
      expect(BigInt(commit.position)).toBeGreaterThan(BigInt(commit.previousPosition));
      if (index > 0) expect(commit.previousPosition).toBe(commits[index - 1]!.position);
    }
  });

  it('publishes a heartbeat with the position and the id of the tables that answer queries', async () => {
    const { systemId, position } = await harness.append('Heartbeat', pending());
    await get(systemId, position);
    const heartbeats: ProjectionCommitted[] = [];
    const subscription = harness.connection.subscribe(PROJECTION_COMMITTED, {
      callback: (_, message) => heartbeats.push(message.json<ProjectionCommitted>()),
    });
    const heartbeat = await eventually(() => heartbeats.find((each) => each.position === each.previousPosition));
    subscription.unsubscribe();
    expect(heartbeat).toMatchObject({ readModel: expect.stringMatching(/^\d+$/) as string, ids: [] });
    expect(BigInt(heartbeat.position)).toBeGreaterThanOrEqual(BigInt(position));
  });

  it('M-23: returns the history with a summary of each event, page by page', async () => {
    const { systemId, position } = await harness.append('With history', registered());
    const query = { globalAccountId: ACCOUNT, systemId, minPosition: position };
    const whole = await harness.ask(projection.getSystemHistory, query);
    expect(whole.items.map(({ type }) => type)).toEqual(registered().map(({ type }) => type));
    expect(whole.nextCursor).toBeNull();
    expect(whole.items[0]).toMatchObject({
      actor: { subject: 'ga-admin', role: 'global-account-admin' },
      summary: 'System "With history" was added as SAP S/4HANA Cloud.',
      correlationId: 'correlation-1',
      data: { systemId, name: 'With history' },
    });
    expect(whole.items.at(-1)!.position).toBe(position);

    const paged = [];
    let cursor: string | null = null;
    do {
      const page: GetSystemHistoryReply = await harness.ask(projection.getSystemHistory, {
        ...query,
        limit: 5,
        ...(cursor === null ? {} : { cursor }),
      });
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole.items);

    for (const wrong of [{ globalAccountId: 'ga-other' }, { systemId: systemId.replace(/1$/, '2') }]) {
      await expect(harness.ask(projection.getSystemHistory, { ...query, ...wrong })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    await expect(harness.ask(projection.getSystemHistory, { ...query, cursor: 'bm8' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('returns the extensions of one tenant, without deleted ones', async () => {
    const [enabled, failing, gone] = [
      await harness.append('Extension 1', registered(), 'ga-extensions'),
      await harness.append('Extension 2', failed(), 'ga-extensions'),
      await harness.append('Extension 3', deregistered(), 'ga-extensions'),
    ];
    const minPosition = gone.position;
    const found: ListExtensionsReply['items'][number][] = [];
    let cursor: string | null = null;
    do {
      const page: ListExtensionsReply = await harness.ask(projection.listExtensions, {
        tenantId: TENANT,
        minPosition,
        limit: 1,
        ...(cursor === null ? {} : { cursor }),
      });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const ids = found.map(({ systemId }) => systemId);
    expect(ids).toEqual(expect.arrayContaining([enabled.systemId, failing.systemId]));
    expect(ids).not.toContain(gone.systemId);
    expect(new Set(ids).size).toBe(ids.length);

    const extensionId = `${enabled.systemId}-x1`;
    const { extension } = await harness.ask(projection.getExtension, {
      tenantId: TENANT,
      extensionId,
    });
    expect(extension).toMatchObject({ extensionId, status: 'ENABLED', systemName: 'Extension 1' });
    for (const query of [
      { tenantId: 'my300002', extensionId },
      { tenantId: TENANT, extensionId: `${enabled.systemId}-x2` },
      { tenantId: TENANT, extensionId: `${gone.systemId}-x1` },
      { tenantId: TENANT, extensionId: 'nonsense' },
    ]) {
      await expect(harness.ask(projection.getExtension, query)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const others = await harness.ask(projection.listExtensions, { tenantId: 'my300002' });
    expect(others.items).toEqual([]);
  });

  it('M-13 X-01: lists due attempts and overdue tokens, and counts live tokens', async () => {
    const running = await harness.append('Due', enabling(), 'ga-sweeps');
    const waiting = await harness.append('Overdue', pending(), 'ga-sweeps');
    const minPosition = waiting.position;
    const due = async (dueAt: Date) =>
      (
        await harness.ask(projection.listDueAttempts, {
          saga: 'registration',
          dueAt: dueAt.toISOString(),
          minPosition,
          limit: 1_000,
        })
      ).items.filter(({ systemId }) => systemId === running.systemId);
    expect(await due(at(5 * MINUTE - 1))).toEqual([]);
    expect(await due(at(5 * MINUTE))).toEqual([
      { systemId: running.systemId, tenantId: TENANT, attempt: 1, dueAt: at(5 * MINUTE).toISOString() },
    ]);

    const overdue = async (dueAt: Date) =>
      (
        await harness.ask(projection.listOverdueTokens, {
          dueAt: dueAt.toISOString(),
          minPosition,
          limit: 1_000,
        })
      ).items;
    const token = { systemId: waiting.systemId, tokenId: 'token-1' };
    expect(await overdue(at(7 * DAY - 1))).not.toContainEqual(token);
    expect(await overdue(at(7 * DAY))).toContainEqual(token);
    expect(await overdue(at(7 * DAY))).not.toContainEqual({ ...token, systemId: running.systemId });

    const count = async (when: Date, type = 's4hana-cloud') =>
      (
        await harness.ask(projection.countLiveTokens, {
          globalAccountId: 'ga-sweeps',
          type,
          at: when.toISOString(),
          minPosition,
        })
      ).count;
    expect(await count(at(HOUR))).toBe(1);
    expect(await count(at(7 * DAY))).toBe(0);
    expect(await count(at(HOUR), 'successfactors')).toBe(0);
  });

  it.each([
    { rpc: projection.listSystems, query: { globalAccountId: ACCOUNT, limit: 0 } },
    { rpc: projection.listSystems, query: { globalAccountId: ACCOUNT, limit: 201 } },
    { rpc: projection.listSystems, query: { globalAccountId: ACCOUNT, sort: 'position' } },
    { rpc: projection.listSystems, query: { globalAccountId: ACCOUNT, minPosition: '-1' } },
    { rpc: projection.listSystems, query: { globalAccountId: "ga'; --" } },
    { rpc: projection.getSystem, query: { globalAccountId: ACCOUNT } },
    { rpc: projection.listOverdueTokens, query: { dueAt: '2026-01' } },
    { rpc: projection.getPosition, query: { stream: 'system-x', version: 0 } },
  ] as { rpc: Rpc; query: object }[])('refuses $rpc.subject $query', async ({ rpc, query }) => {
    await expect(harness.ask(rpc, query)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('answers plain JSON with plain JSON', async () => {
    expect(await harness.plainRequest(projection.getStatus, '{}')).toMatchObject({
      storage: storageName.toLowerCase(),
      schema: '0008_explanations',
    });
    expect(await harness.plainRequest(projection.listSystems, '{')).toMatchObject({
      error: { code: 'VALIDATION_FAILED' },
    });
  });

  it('resumes at its checkpoint after a stop; other events advance it, too, so that the lag reaches zero', async () => {
    await harness.stopInstance(app);
    const own = await harness.append('While it was stopped', pending());
    const foreign = Array.from({ length: 100 }, () => ({ type: 'SomethingElse', data: {} }));
    const last = await harness.appendRaw('foreign-1', foreign);
    app = await harness.startInstance();

    await eventually(async () => {
      const { position, caughtUp } = await harness.status();
      return position === last && caughtUp;
    });
    expect((await get(own.systemId)).system.name).toBe('While it was stopped');
    expect(await ready()).toBe(200);
  });

  it('answers queries while the event store is unavailable, reports that it is not ready, and resumes', async () => {
    await harness.restartEventStore(async () => {
      await eventually(async () => (await ready()) === 503);
      // Queries are still answered.
      await harness.ask(projection.listSystems, { globalAccountId: ACCOUNT });
    });
    const { systemId, position } = await harness.append('After the outage', pending());
    await eventually(async () => (await get(systemId, position)).system.position === position);
    await eventually(async () => (await ready()) === 200);
  });

  it('refuses to project another log, and names the remedy', async () => {
    const other = await startEventStore();
    await harness.stopInstance(app);
    try {
      app = await harness.startInstance({ ESDB_URL: other.url });
      await eventually(async () => {
        const health = await fetch(`${await app.getUrl()}/health/ready`);
        return health.status === 503 && /made from another log.*Give ESDB_URL the right one/.test(await health.text());
      });
    } finally {
      await other.kill();
    }
  });
});

it('commits a burst of registrations together, also when the event store compresses each of its replies', async () => {
  const harness = await ProjectionHarness.start(await libsqlFolder());
  const store = await startEmbeddedEventStore({ mem: true, faults: { compressed: 'for all' } });
  const client = createEventStoreClient(store.connectionString);
  try {
    const systems = new EventStore(client);
    const registerOne = async (name = systemName()): Promise<bigint> => {
      const { position } = await systems.onSystem(name.nameId, commandContext('k'), registering(name));
      return BigInt(position!);
    };
    const projection = await harness.startOwnProcess({ ESDB_URL: store.connectionString });
    const commits: ProjectionCommitted[] = [];
    harness.connection.subscribe(PROJECTION_COMMITTED, {
      callback: (_, message) => commits.push(message.json<ProjectionCommitted>()),
    });
    const isCommitted = (position: bigint) => commits.some((commit) => BigInt(commit.position) >= position);
    const before = await registerOne();
    await eventually(() => isCommitted(before));

    // So that all of them wait for the projection.
    await freezeProcess(projection.pid);
    const appended = await Promise.all(Array.from({ length: BURST }, () => registerOne()));
    process.kill(projection.pid, 'SIGCONT');
    await eventually(() => appended.every(isCommitted));

    const ofBurst = commits.filter(({ previousPosition, ids }) => BigInt(previousPosition) >= before && ids.length > 0);
    expect(new Set(ofBurst.flatMap(({ ids }) => ids)).size).toBe(BURST);
    expect(ofBurst.length).toBeLessThan(BURST);
  } finally {
    await client.dispose();
    await harness.stop();
    await store.close();
  }
});

function recordedMetadata(systemId: string): object {
  return {
    globalAccountId: ACCOUNT,
    systemId,
    occurredAt: at(0).toISOString(),
    $correlationId: 'c',
    $causationId: 'c',
    actor: { subject: 'tenant-admin', roles: ['tenant-admin'] },
    idempotencyKey: 'k',
    schemaVersion: 1,
  };
}
