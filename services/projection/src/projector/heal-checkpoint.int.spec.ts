import { HIGHEST_POSITION } from '@system-landscape/event-store';
import { registered } from '@system-landscape/domain/testing';
import type { Database } from '../database/database.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { applyBatch, asLeader, TestLog } from '../testing/test-log.js';
import { healCheckpoint } from './heal-checkpoint.js';

describe.each(STORAGES)('A stored checkpoint on %s', (_, start) => {
  let storage: Storage;
  let database: Database;

  beforeAll(async () => {
    storage = await start();
    database = await openStorage(storage);
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });

  const checkpoint = async () =>
    (await database.query<{ position: string }>('select position::text from checkpoint'))[0]!.position;
  const heal = () => asLeader(database, healCheckpoint);

  it('that no event can have is set back to the newest event, and another one stays', async () => {
    const events = new TestLog().stream('Known', registered());
    await applyBatch(database, events);
    const before = await checkpoint();
    expect(await heal()).toBe(false);

    await database.query('update checkpoint set position = $1::numeric', [((1n << 64n) - 1n).toString()]);
    expect(await heal()).toBe(true);
    expect(await checkpoint()).toBe(before);

    await database.query('update checkpoint set position = $1::numeric', [HIGHEST_POSITION.toString()]);
    expect(await heal()).toBe(false);
  });
});
