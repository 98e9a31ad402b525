import { RPC, type CompareReadModelsReply, type Rpc } from '@system-landscape/contracts';
import { nameIdOf, systemIdOf, systemStream } from '@system-landscape/domain';
import { ACCOUNT, recorded, registered, eventsForName } from '@system-landscape/domain/testing';
import { inFirstVersion, inSecondVersion, registerSecondVersion } from '@system-landscape/event-store/testing';
import { eventually } from '@system-landscape/test-support';
import { OPERATOR, ProjectionHarness } from './testing/projection-harness.js';
import { openStorage, STORAGES, type Storage } from './testing/storages.js';

const { projection } = RPC;
const NAMES = ['First', 'Second'];

describe.each(STORAGES)('An event type with two schema versions in the log, on %s', (_, startStorage) => {
  let storage: Storage;
  let harness: ProjectionHarness;
  let unregister: () => void;
  /** Position of the last event. */
  let end: string;

  beforeAll(async () => {
    unregister = registerSecondVersion();
    storage = await startStorage();
    harness = await ProjectionHarness.start(storage);
    await harness.appendRaw(streamOf('First'), inFirstVersion(historyOf('First')));
    end = await harness.appendRaw(streamOf('Second'), inSecondVersion(historyOf('Second')));
  });
  afterAll(async () => {
    await harness.stop();
    unregister();
  });

  it('is kept as it was written', async () => {
    const instance = await harness.startInstance();
    await ask(projection.getSystem, 'Second', { minPosition: end });
    await harness.stopInstance(instance);

    const database = await openStorage(storage);
    const rows = await database.query(
      `select data ->> 'title' as title, data ->> 'name' as name from history where type = 'SystemAdded' order by position`,
    );
    await database.close();
    expect(rows).toEqual([
      { title: 'First', name: null },
      { title: null, name: 'Second' },
    ]);
  });

  it('is read in the newest version, before and after a rebuild', async () => {
    await harness.startInstance();
    await expectNewestVersion();

    await harness.ask(projection.beginRebuild, {}, OPERATOR);
    await eventually(async () => (await harness.status()).beside?.role === 'ready');
    expect(await countDifferences()).toBe(0);
    await harness.ask(projection.switchReadModel, { to: 'rebuilt' }, OPERATOR);
    await expectNewestVersion();
  });

  async function expectNewestVersion(): Promise<void> {
    const { items: publicEvents } = await harness.ask(projection.listEvents, {
      globalAccountId: ACCOUNT,
      after: '0',
      minPosition: end,
    });
    for (const name of NAMES) {
      const now = await ask(projection.getSystem, name);
      expect(now.system).toMatchObject({ name, status: 'REGISTERED' });

      const past = await ask(projection.getSystem, name, { asOf: end });
      // All are of one tenant, which is told of the present only.
      const { warnings: _, ...system } = now.system;
      expect(past.system).toEqual(system);

      const [added] = (await ask(projection.getSystemHistory, name)).items;
      expect(added).toMatchObject({ type: 'SystemAdded', data: { name } });
      expect(added!.summary).toContain(name);
      expect(added!.data).not.toHaveProperty('title');

      const published = publicEvents.find(
        ({ type, subject }) => type.includes('.SystemAdded.') && subject === idOf(name),
      );
      expect(published?.data).toMatchObject({ name });
    }
  }

  function ask<Request extends object, Reply>(
    rpc: Rpc<Request, Reply>,
    name: string,
    more: object = {},
  ): Promise<Reply> {
    return harness.ask(rpc, { globalAccountId: ACCOUNT, systemId: idOf(name), ...more });
  }

  async function countDifferences(): Promise<number> {
    let differing = 0;
    let cursor: string | null | undefined;
    do {
      const page: CompareReadModelsReply = await harness.ask(
        projection.compareReadModels,
        cursor === undefined ? {} : { cursor },
        OPERATOR,
      );
      differing += page.differing;
      cursor = page.nextCursor;
    } while (cursor !== null);
    return differing;
  }
});

const idOf = (name: string) => systemIdOf(nameIdOf(ACCOUNT, name), 1);
const streamOf = (name: string) => systemStream(nameIdOf(ACCOUNT, name));
const historyOf = (name: string) =>
  eventsForName(
    registered().map((event) => recorded(event)),
    name,
  );
