import {
  PROJECTION_COMMITTED,
  RPC,
  type CompareReadModelsReply,
  type ProjectionCommitted,
  type RequestActor,
  type Rpc,
} from '@system-landscape/contracts';
import { ACCOUNT, enabling, pending, registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { OPERATOR, ProjectionHarness } from '../testing/projection-harness.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';

const { projection } = RPC;

describe.each(STORAGES)('A rebuild of the read model on %s', (storageName, startStorage) => {
  let storage: Storage;
  let harness: ProjectionHarness;

  beforeEach(async () => {
    storage = await startStorage();
    harness = await ProjectionHarness.start(storage);
  });
  afterEach(() => harness.stop());

  const begin = () => harness.ask(projection.beginRebuild, {}, OPERATOR);
  const switchTo = (to: 'rebuilt' | 'before') => harness.ask(projection.switchReadModel, { to }, OPERATOR);
  const ready = () => eventually(async () => (await harness.status()).beside?.role === 'ready');
  const systemsOf = async (globalAccountId = ACCOUNT) =>
    (await harness.ask(projection.listSystems, { globalAccountId, limit: 200 })).items;
  /** Stores a wrong status for every system, as a faulty release would. */
  const corrupt = async () => {
    const database = await openStorage(storage);
    const record = "replace(cast(record as text), 'REGISTERED', 'ERROR')";
    await database.transaction((transaction) =>
      transaction.query(
        `update systems set status = 'ERROR', record = ${database.storage === 'libsql' ? record : `cast(${record} as json)`}`,
      ),
    );
    await database.close();
  };

  async function comparison(): Promise<readonly CompareReadModelsReply[]> {
    const pages: CompareReadModelsReply[] = [];
    let cursor: string | null = null;
    do {
      const page: CompareReadModelsReply = await harness.ask(
        projection.compareReadModels,
        cursor === null ? {} : { cursor },
        OPERATOR,
      );
      pages.push(page);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return pages;
  }

  it('corrects wrong rows: a comparison lists them, a switch answers from the correct ones, and can be rolled back', async () => {
    const shown = await harness.append('Shown', registered());
    let app = await harness.startInstance();
    await eventually(async () => (await harness.status()).position === shown.position);
    await harness.stopInstance(app);
    await corrupt();
    app = await harness.startInstance();
    expect((await systemsOf()).map(({ status }) => status)).toEqual(['ERROR']);

    await begin();
    await ready();
    expect((await systemsOf()).map(({ status }) => status)).toEqual(['ERROR']);
    const different = (await comparison()).flatMap(({ table, differences }) =>
      differences.map((each) => [table, each]),
    );
    expect(different).toEqual([['systems', { key: [shown.systemId], what: 'not the same' }]]);

    const commits: ProjectionCommitted[] = [];
    harness.connection.subscribe(PROJECTION_COMMITTED, {
      callback: (_, message) => commits.push(message.json<ProjectionCommitted>()),
    });
    await harness.connection.flush();
    await eventually(() => commits.length > 0);
    expect((await switchTo('rebuilt')).beside?.role).toBe('before');
    expect((await systemsOf()).map(({ status }) => status)).toEqual(['REGISTERED']);
    // Caches learn from the new id that their answers may be wrong.
    await eventually(() => new Set(commits.map(({ readModel }) => readModel)).size > 1);

    const later = await harness.append('Later', registered());
    await harness.ask(projection.getSystem, {
      globalAccountId: ACCOUNT,
      systemId: later.systemId,
      minPosition: later.position,
    });
    expect((await switchTo('before')).beside?.role).toBe('ready');
    expect((await systemsOf()).map(({ name, status }) => [name, status])).toEqual([
      ['Later', 'REGISTERED'],
      ['Shown', 'ERROR'],
    ]);
    expect((await switchTo('rebuilt')).beside?.role).toBe('before');
    expect((await systemsOf()).map(({ status }) => status)).toEqual(['REGISTERED', 'REGISTERED']);
  });

  it('includes events that are appended meanwhile; then both sets of tables have the same rows on every page', async () => {
    for (let index = 0; index < 30; index += 1) await harness.append(`Old ${index}`, registered());
    await harness.startInstance();
    await begin();
    for (let index = 0; index < 30; index += 1)
      await harness.append(`New ${index}`, index % 2 ? pending() : enabling());
    const { position } = await harness.append('Last', pending());
    await ready();
    await harness.ask(projection.listSystems, { globalAccountId: ACCOUNT, minPosition: position });
    const pages = await comparison();
    expect(pages.flatMap(({ differences }) => differences)).toEqual([]);
    for (const { checksums } of pages) expect(checksums.beside).toBe(checksums.live);
    const rowsIn = (table: string) =>
      pages.filter((page) => page.table === table).reduce((sum, { rows }) => sum + rows, 0);
    const { events, beside } = await harness.status();
    expect([rowsIn('systems'), rowsIn('history')]).toEqual([61, events]);
    expect(beside).toMatchObject({ role: 'ready', events });
  });

  it('refuses a switch to a read model that does not exist, is not ready or was discarded', async () => {
    await harness.append('One', registered());
    await harness.startInstance();
    const refused = (code: string) => expect.objectContaining({ code }) as object;
    await expect(switchTo('rebuilt')).rejects.toEqual(refused('REBUILD_NOT_READY'));
    await expect(switchTo('before')).rejects.toEqual(refused('NO_WAY_BACK'));
    await expect(comparison()).rejects.toEqual(refused('REBUILD_NOT_READY'));
    expect((await begin()).beside?.role).toBe('building');
    await ready();
    await expect(switchTo('before')).rejects.toEqual(refused('NO_WAY_BACK'));
    expect(await harness.ask(projection.discardRebuild, {}, OPERATOR)).toMatchObject({
      beside: null,
    });
    await expect(switchTo('rebuilt')).rejects.toEqual(refused('REBUILD_NOT_READY'));
    for (const cursor of ['bm8', Buffer.from('["comparison","history","a","b"]').toString('base64url')]) {
      await expect(harness.ask(projection.compareReadModels, { cursor }, OPERATOR)).rejects.toEqual(
        refused('VALIDATION_FAILED'),
      );
    }
    expect(await systemsOf()).toHaveLength(1);
  });

  it('requires an operator', async () => {
    await harness.append('One', registered());
    await harness.startInstance();
    await begin();
    await ready();
    const administrator: RequestActor = { subject: 'ga-admin', roles: ['global-account-admin'] };
    for (const [actor, code] of [
      [undefined, 'UNAUTHENTICATED'],
      [administrator, 'FORBIDDEN'],
    ] as const) {
      for (const [rpc, data] of [
        [projection.beginRebuild, {}],
        [projection.discardRebuild, {}],
        [projection.switchReadModel, { to: 'rebuilt' }],
        [projection.compareReadModels, {}],
      ] as readonly (readonly [Rpc, object])[]) {
        await expect(harness.ask(rpc, data, actor)).rejects.toMatchObject({ code });
      }
    }
    expect((await harness.status()).beside?.role).toBe('ready');
  });

  it('resumes at its checkpoint after kill -9, and so do both sets of tables after a switch', async () => {
    for (let index = 0; index < 150; index += 1) await harness.append(`System ${index}`, registered());
    let running = await harness.startOwnProcess();
    await begin();
    await eventually(async () => ((await harness.status()).beside?.events ?? 0) > 0);
    await running.kill();
    running = await harness.startOwnProcess();
    await ready();
    expect((await comparison()).flatMap(({ differences }) => differences)).toEqual([]);

    await switchTo('rebuilt');
    await running.kill();
    await harness.startOwnProcess();
    expect((await harness.status()).beside?.role).toBe('before');
    const { position } = await harness.append('After', registered());
    await eventually(async () => BigInt((await harness.status()).position) >= BigInt(position));
    expect((await comparison()).flatMap(({ differences }) => differences)).toEqual([]);
  });

  if (storageName === 'PostgreSQL') {
    it('can be requested from any instance; after the switch all instances answer from the other tables', async () => {
      await harness.append('One', registered());
      await Promise.all([harness.startInstance(), harness.startInstance(), harness.startInstance()]);
      for (let round = 0; round < 2; round += 1) {
        await begin();
        await ready();
        await switchTo('rebuilt');
      }
      for (let asked = 0; asked < 10; asked += 1) expect(await systemsOf()).toHaveLength(1);
    });
  }
});
