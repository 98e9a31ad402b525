import { HIGHEST_POSITION } from '@system-landscape/event-store';
import { registered } from '@system-landscape/domain/testing';
import type { Database } from '../database/database.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { applyBatch, asLeader, TestLog } from '../testing/test-log.js';
import { healCheckpoint } from './heal-checkpoint.js';

describe.each(STORAGES)('A stored checkpoint on %s', (storageName, start) => {
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
    (await database.query<{ position: string }>('select cast(position as text) as position from checkpoint'))[0]!
      .position;
  const moveTo = (position: bigint) =>
    database.transaction((transaction) =>
      transaction.query('update checkpoint set position = $1', [position.toString()]),
    );
  const heal = () => asLeader(database, healCheckpoint);

  it('that no event can have is set back to the newest event, and another one stays', async () => {
    const events = new TestLog().stream('Known', registered());
    await applyBatch(database, events);
    const before = await checkpoint();
    expect(await heal()).toBe(false);

    if (storageName === 'libSQL') {
      // Its numbers end with the highest position that there is.
      await expect(moveTo((1n << 64n) - 1n)).rejects.toThrow('cannot store');
    } else {
      await moveTo((1n << 64n) - 1n);
      expect(await heal()).toBe(true);
      expect(await checkpoint()).toBe(before);
    }
    await moveTo(HIGHEST_POSITION);
    expect(await heal()).toBe(false);
  });
});
