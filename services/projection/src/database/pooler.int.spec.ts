import { readConnectionString } from '@system-landscape/postgres-access';
import {
  hasPgbouncer,
  postgresPrograms,
  startPgbouncer,
  startPostgres,
  type Pooler,
  type Postgres,
} from '@system-landscape/test-support';
import { asLeader } from '../testing/test-log.js';
import { PostgresDatabase } from './postgres-database.js';

(postgresPrograms() === undefined || !hasPgbouncer() ? describe.skip : describe)('Behind PgBouncer', () => {
  let postgres: Postgres;
  let pooler: Pooler;
  beforeAll(async () => {
    postgres = await startPostgres();
    pooler = await startPgbouncer(postgres);
  });
  afterAll(async () => {
    await pooler.stop();
    await postgres.stop();
  });

  const open = (mode: 'session' | 'transaction' | 'statement') =>
    PostgresDatabase.open(readConnectionString(pooler.url(mode), {}), 4, () => undefined);

  it('in session mode the projection works', async () => {
    const database = await open('session');
    const written = await asLeader(database, (writer) =>
      writer.transaction((transaction) =>
        transaction.query('update checkpoint set caught_up = true returning 1 as one'),
      ),
    );
    expect(written).toEqual([{ one: 1 }]);
    expect(await database.query('select caught_up as value from checkpoint')).toEqual([{ value: true }]);
    await database.close();
  });

  it('in transaction mode it does not start, and says why', async () => {
    await expect(open('transaction')).rejects.toThrow(
      /^DATABASE_URL names a pooler that changes the session between transactions/,
    );
  });

  it('in statement mode it does not start either', async () => {
    await expect(open('statement')).rejects.toThrow(/^DATABASE_URL names a pooler/);
  });
});
