import { registered } from '@system-landscape/domain/testing';
import { readConnectionString } from '@system-landscape/postgres-access';
import {
  eventually,
  freezeProcess,
  postgresPrograms,
  startPostgres,
  type Postgres,
} from '@system-landscape/test-support';
import { askPostgres } from '../testing/ask-postgres.js';
import { ProjectionHarness } from '../testing/projection-harness.js';
import { PostgresDatabase } from './postgres-database.js';

const onPostgres = postgresPrograms() === undefined ? describe.skip : describe;

onPostgres('A leader that stands still', () => {
  let postgres: Postgres;
  let harness: ProjectionHarness;
  beforeAll(async () => {
    postgres = await startPostgres();
    const settings = { dataDir: '', databaseUrl: postgres.url, databasePool: 4 };
    harness = await ProjectionHarness.start({ settings, remove: postgres.stop });
  });
  afterAll(() => harness.stop());

  it('loses its lease: PostgreSQL ends its session, and the standby writes', async () => {
    const leader = await harness.startOwnProcess();
    await harness.startInstance();
    const before = await harness.append('Before', registered());
    await eventually(async () => (await harness.status()).position === before.position);
    await freezeProcess(leader.pid);
    const after = await harness.append('After', registered());
    // Asked of PostgreSQL: NATS may hand each request for the projection to the process that stands still.
    await eventually(async () => {
      const [checkpoint] = await askPostgres<{ position: string }>(
        postgres,
        'select position::text from read_model.checkpoint',
      );
      return checkpoint!.position === after.position;
    });
    process.kill(leader.pid, 'SIGCONT');
  });
});

onPostgres('A connection that hangs', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  it('is not given to the next one: its transaction fails in time, and a new connection takes its place', async () => {
    // The first one makes the tables.
    const open = (url: string) => PostgresDatabase.open(readConnectionString(url, {}), 1, () => undefined);
    await (await open(postgres.url)).close();
    const database = await open(`${postgres.url}?query_timeout=1000`);
    let backend = 0;
    const hanging = database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ pid: number }>('select pg_backend_pid() as pid');
      backend = row!.pid;
      await freezeProcess(backend);
      return transaction.query('select 1');
    });
    await expect(hanging).rejects.toThrow();
    expect(await database.query('select 2 as two')).toEqual([{ two: 2 }]);
    process.kill(backend, 'SIGCONT');
    await database.close();
  });
});
