import { Positions } from '../positions/positions.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import type { Database } from './database.js';
import { ReadModel } from './read-model.js';

describe.each(STORAGES)('A read model on %s', (_, startStorage) => {
  let storage: Storage;
  let database: Database;
  beforeAll(async () => {
    storage = await startStorage();
    database = await openStorage(storage);
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });

  it('never answers from before what it has answered: a database that has lost commits is UNAVAILABLE', async () => {
    const positions = new Positions(database, 5_000);
    const readModel = new ReadModel(database, positions);
    expect(await readModel.select(undefined, 'select 1 as one', [])).toMatchObject({
      position: '0',
      rows: [{ one: 1 }],
    });
    positions.advanceTo(7n);
    await expect(readModel.select(undefined, 'select 1 as one', [])).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
