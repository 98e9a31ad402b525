import { SYSTEM_SORTS, type ListSystemsQuery, type SystemSort, type SystemView } from '@system-landscape/contracts';
import type { Recorded, SystemEvent } from '@system-landscape/domain';
import {
  at,
  DAY,
  deregistered,
  MINUTE,
  pending,
  recorded,
  registered,
  removed,
  SYSTEM,
  T0,
} from '@system-landscape/domain/testing';
import { SettableClock } from '@system-landscape/service-kit';
import type { Database } from '../database/database.js';
import { ReadModel } from '../database/read-model.js';
import { Positions } from '../positions/positions.js';
import { encodeCursor } from '../queries/cursor.js';
import { applyBatch, TestLog } from '../testing/test-log.js';
import { openStorage, STORAGES, type Storage } from '../testing/storages.js';
import { ListSystems } from './list-systems.js';

const SYSTEMS = 1_050;

describe.each(STORAGES)('list-systems on %s', (_, start) => {
  let storage: Storage;
  let database: Database;
  let listSystems: ListSystems;
  const log = new TestLog();
  const clock = new SettableClock(T0);

  beforeAll(async () => {
    storage = await start();
    database = await openStorage(storage);
    listSystems = new ListSystems(new ReadModel(database, new Positions(database, 50)), clock);
    for (let from = 0; from < SYSTEMS; from += 150) {
      const some = Array.from({ length: 150 }, (__, index) => from + index);
      await applyBatch(
        database,
        some.flatMap((index) => log.stream(nameOf(index), eventsOf(index), 'ga-many')),
      );
    }
  });
  afterAll(async () => {
    await database.close();
    await storage.remove();
  });

  const list = (query: Partial<ListSystemsQuery>) => listSystems.execute({ globalAccountId: 'ga-many', ...query });
  const all = async (query: Partial<ListSystemsQuery>, afterPage: (page: number) => Promise<void> = async () => {}) => {
    const found: SystemView[] = [];
    let cursor: string | undefined;
    for (let page = 1; ; page += 1) {
      const { items, nextCursor } = await list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...items);
      if (nextCursor === null) return found;
      cursor = nextCursor;
      await afterPage(page);
    }
  };

  it('M-13: lists a token as Expired from its moment on, without a sweep', async () => {
    await applyBatch(database, log.stream('Expiring', pending(), 'ga-expiring'));
    const stateAt = async (now: Date) => {
      clock.set(now);
      return (await list({ globalAccountId: 'ga-expiring' })).items.map(({ token }) => token?.state);
    };
    expect(await stateAt(at(7 * DAY - 1))).toEqual(['LIVE']);
    expect(await stateAt(at(7 * DAY))).toEqual(['EXPIRED']);
    expect(await stateAt(at(8 * DAY))).toEqual(['EXPIRED']);
    clock.set(T0);
  });

  it.each(SYSTEM_SORTS)('returns every system exactly once, in the order of %s, over many pages', async (sort) => {
    const found = await all({ sort, limit: 200 });
    expect(found).toHaveLength(SYSTEMS);
    expect(new Set(found.map(({ id }) => id)).size).toBe(SYSTEMS);
    expect(found.map(({ id }) => id)).toEqual([...found].sort(comparison(sort)).map(({ id }) => id));
    // Pages of another size return the same order.
    expect((await all({ sort, limit: 97 })).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
  });

  it('returns 50 systems by name by default', async () => {
    const { items, nextCursor } = await list({});
    expect(items).toHaveLength(50);
    expect(nextCursor).not.toBeNull();
    expect(items.map(({ name }) => name)).toEqual([...items.map(({ name }) => name)].sort());
  });

  it('returns each existing system exactly once while others are added between the pages', async () => {
    const before = (await all({ limit: 200, sort: '-createdAt' })).map(({ id }) => id);
    const found = await all({ limit: 100, sort: '-createdAt' }, async (page) => {
      await applyBatch(database, log.stream(`Zz added meanwhile ${page}`, pending(), 'ga-many'));
    });
    const ids = found.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => before.includes(id))).toEqual(before);
  });

  it('R8 R11: leaves ended systems out unless the query names their status', async () => {
    await applyBatch(database, [
      ...log.stream('A', registered(), 'ga-ends'),
      ...log.stream('B', removed(), 'ga-ends'),
      ...log.stream('C', deregistered(), 'ga-ends'),
      ...log.stream('D', pending(), 'ga-ends'),
    ]);
    const names = async (query: Partial<ListSystemsQuery>) =>
      (await list({ globalAccountId: 'ga-ends', ...query })).items.map(({ name }) => name);
    expect(await names({})).toEqual(['A', 'D']);
    expect(await names({ status: 'REMOVED' })).toEqual(['B']);
    expect(await names({ status: 'DEREGISTERED' })).toEqual(['C']);
    expect(await names({ status: 'PENDING' })).toEqual(['D']);
    expect(await names({ type: 'successfactors' })).toEqual([]);
    expect(await names({ globalAccountId: 'ga-unknown' })).toEqual([]);
  });

  it('finds literal text in names, ignoring case', async () => {
    const given = ['100% cloud', 'A_B', 'AxB', 'back\\slash', "O'Neil", 'Prod EU'];
    await applyBatch(
      database,
      given.flatMap((name) => log.stream(name, pending(), 'ga-names')),
    );
    const names = async (q: string) => (await list({ globalAccountId: 'ga-names', q })).items.map(({ name }) => name);
    expect(await names('prod')).toEqual(['Prod EU']);
    expect(await names('%')).toEqual(['100% cloud']);
    expect(await names('a_b')).toEqual(['A_B']);
    expect(await names('\\')).toEqual(['back\\slash']);
    expect(await names("'")).toEqual(["O'Neil"]);
    expect(await names('nothing like it')).toEqual([]);
    expect(await names('\u0000')).toEqual([]);
    expect(await names('')).toEqual([...given].sort());
  });

  it.each([
    ['', 'empty'],
    ['garbage', 'no JSON'],
    ['ÄÖ', 'not base64url'],
    ['e30', 'no list'],
    [Buffer.from('null').toString('base64url'), 'null'],
    [Buffer.from('["systems/name","a"]').toString('base64url'), 'a member missing'],
    [Buffer.from('["systems/name",1,2]').toString('base64url'), 'numbers'],
    [Buffer.from('["systems/name",["a"],{}]').toString('base64url'), 'nested'],
    [encodeCursor('systems/-name', ['a', SYSTEM]), 'another order'],
    [encodeCursor('systems/name', ["a'; drop table systems; --\u0000", SYSTEM]), 'no name'],
    [encodeCursor('systems/name', ['a', "' or true --"]), 'no id'],
    ['A'.repeat(1_024), 'long'],
  ])('refuses the cursor %j (%s)', async (cursor) => {
    await expect(list({ cursor })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      more: { errors: [{ field: 'cursor' }] },
    });
  });

  it('refuses a cursor with an invalid time', async () => {
    const cursor = encodeCursor('systems/createdAt', ['2026-99-99T99:99:99.999Z', SYSTEM]);
    await expect(list({ sort: 'createdAt', cursor })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('returns the position of the snapshot', async () => {
    const items = log.stream('Last', pending(), 'ga-position');
    await applyBatch(database, items);
    const { position, items: found } = await list({ globalAccountId: 'ga-position' });
    expect(position).toBe(items.at(-1)!.position);
    expect(found[0]!.position).toBe(position);
    expect((await list({ globalAccountId: 'ga-unknown' })).position).toBe(position);
  });
});

function nameOf(index: number): string {
  return `${['Alpha', 'beta', 'Gamma', '_delta'][index % 4]} ${(index * 7_919) % SYSTEMS}`;
}

/** Many have the same times, so that the tie-break counts. */
function eventsOf(index: number): Recorded<SystemEvent>[] {
  const events = index % 5 === 0 ? registered() : pending();
  return events.map((event, number) => {
    const occurredAt = at((index % 40) * MINUTE + (number > 1 ? (index % 15) * MINUTE : 0)).toISOString();
    return recorded(event, { occurredAt });
  });
}

function comparison(sort: SystemSort): (one: SystemView, other: SystemView) => number {
  const sign = sort.startsWith('-') ? -1 : 1;
  const field = sort.replace('-', '') as 'name' | 'createdAt' | 'statusChangedAt';
  return (one, other) => sign * (compare(one[field], other[field]) || compare(one.id, other.id));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
