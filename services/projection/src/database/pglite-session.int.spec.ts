import { PGlite } from '@electric-sql/pglite';
import { PgliteSession } from './pglite-session.js';

let pglite: PGlite;
let session: PgliteSession;

beforeAll(async () => {
  pglite = await PGlite.create();
  await pglite.exec('create table numbers (number integer primary key, said json, at timestamptz)');
  session = new PgliteSession(pglite);
});
afterAll(() => pglite.close());
beforeEach(() => session.query('truncate numbers'));

const add = (number: number) => session.query('insert into numbers (number) values ($1)', [number]);
const numbers = async () =>
  (await session.query<{ number: number }>('select number from numbers order by number')).map(({ number }) => number);

describe('The session of PGlite', () => {
  it('takes and gives values as PGlite itself does', async () => {
    const at = new Date('2026-01-05T08:00:00.000Z');
    const sql =
      'select $1::text[] as texts, $2::json as said, $3::timestamptz as at, $4::text as none, 1.5::float8 as half';
    const values = [['a"b', null, '{c}', 'ü\\'], { a: ['\u0000'] }, at, null];
    const [row] = await session.query(sql, values);
    expect(row).toEqual((await pglite.query(sql, values)).rows[0]);
    expect(row).toEqual({ texts: values[0], said: values[1], at, none: null, half: 1.5 });
    expect(await session.query('select 1 as one where false')).toEqual([]);
  });

  it('goes on after an error, with the statement that failed as well', async () => {
    await add(1);
    await expect(add(1)).rejects.toMatchObject({ code: '23505' });
    await expect(session.query('select nothing from nowhere')).rejects.toMatchObject({ code: '42P01' });
    await add(2);
    expect(await numbers()).toEqual([1, 2]);
  });

  it('undoes a transaction that fails, and keeps what is rolled back to a savepoint out of it', async () => {
    const failing = session.transaction(async (open) => {
      await open.query('insert into numbers (number) values ($1)', [1]);
      await open.query('insert into numbers (number) values ($1)', [1]);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    await session.transaction(async (open) => {
      await open.query('insert into numbers (number) values ($1)', [2]);
      await open.query('savepoint here');
      await expect(open.query('insert into numbers (number) values ($1)', [2])).rejects.toMatchObject({
        code: '23505',
      });
      await open.query('rollback to savepoint here');
      await open.query('insert into numbers (number) values ($1)', [3]);
    });
    expect(await numbers()).toEqual([2, 3]);
  });

  it.each(['select nothing from nowhere', 'insert into numbers (number) values (1)'])(
    'has begun a transaction though its first statement fails: %s',
    async (failing) => {
      await add(1);
      const work = session.transaction(async (open) => {
        await open.query(failing).catch(() => undefined);
        await open.query('insert into numbers (number) values ($1)', [2]);
      });
      await expect(work).rejects.toMatchObject({ code: '25P02' });
      expect(await numbers()).toEqual([1]);
    },
  );

  it('keeps all that a transaction asks at the same time in it, and does nothing for one that asks nothing', async () => {
    await session.transaction(() => Promise.resolve());
    const work = session.transaction(async (open) => {
      await Promise.all([4, 5].map((number) => open.query(`insert into numbers (number) values (${number})`)));
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await numbers()).toEqual([]);
  });

  it('lets nobody look into an open transaction', async () => {
    let asked: Promise<number[]> | undefined;
    await session.transaction(async (open) => {
      await open.query('insert into numbers (number) values ($1)', [1]);
      asked = numbers();
      await open.query('insert into numbers (number) values ($1)', [2]);
    });
    expect(await asked).toEqual([1, 2]);
  });

  it('means the table that bears the name now, though the statement was prepared with another one', async () => {
    await add(1);
    expect(await numbers()).toEqual([1]);
    await pglite.exec('alter table numbers rename to before; create table numbers (like before including all)');
    expect(await numbers()).toEqual([]);
    await pglite.exec('drop table before');
  });

  it('forgets its statements before they are too many', async () => {
    for (let number = 0; number < 1_100; number += 1) {
      expect(await session.query(`select ${number} as number`)).toEqual([{ number }]);
    }
    const [{ prepared }] = (
      await pglite.query<{ prepared: number }>('select count(*)::integer as prepared from pg_prepared_statements')
    ).rows as [{ prepared: number }];
    expect(prepared).toBeLessThanOrEqual(500);
  });
});
