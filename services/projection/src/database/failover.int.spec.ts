import { RPC } from '@system-landscape/contracts';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { readConnectionString } from '@system-landscape/postgres-access';
import { eventually, postgresPrograms, startPostgres, type Postgres } from '@system-landscape/test-support';
import { askPostgres } from '../testing/ask-postgres.js';
import { ProjectionHarness, type Appended } from '../testing/projection-harness.js';
import { PostgresDatabase } from './postgres-database.js';

const onPostgres = postgresPrograms() === undefined ? describe.skip : describe;
const reader = { subject: 'reader', roles: ['system-landscape-viewer'] as const, globalAccountId: ACCOUNT };

/** A primary and its synchronous standby; both in one connection string. */
async function startPair() {
  const primary = await startPostgres();
  const standby = await primary.startStandby();
  const stop = async () => {
    await standby.stop();
    await primary.stop();
  };
  const url = `postgresql://landscape@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`;
  return { primary, standby, url, stop };
}

onPostgres('When a standby takes over from the primary under load', () => {
  let primary: Postgres;
  let standby: Postgres;
  let harness: ProjectionHarness;

  beforeAll(async () => {
    const pair = await startPair();
    ({ primary, standby } = pair);
    const settings = { dataDir: '', databaseUrl: pair.url, databasePool: 4 };
    harness = await ProjectionHarness.start({ settings, remove: pair.stop });
    await harness.startInstance();
    await harness.startInstance();
  });
  afterAll(() => harness.stop());

  const list = (minPosition?: string) =>
    harness.ask(
      RPC.projection.listSystems,
      { globalAccountId: ACCOUNT, limit: 200, ...(minPosition !== undefined && { minPosition }) },
      reader,
    );

  it('the projection goes on there: nothing is lost, and no answer is older than the one before', async () => {
    const appended: Appended[] = [];
    const seen: { readonly position: bigint; readonly systems: number }[] = [];
    const codes = new Set<string>();
    const load = new AbortController();
    const writing = (async () => {
      // As many as one page of the list holds.
      while (!load.signal.aborted && appended.length < 190) {
        appended.push(await harness.append(`Under load ${appended.length}`, registered()));
      }
    })();
    const reading = (async () => {
      while (!load.signal.aborted) {
        try {
          const { position, items } = await list();
          seen.push({ position: BigInt(position), systems: items.length });
        } catch (error) {
          codes.add((error as { code: string }).code);
        }
      }
    })();
    await eventually(() => seen.some(({ systems }) => systems > 0));
    await primary.crash();
    await standby.promote();
    const answersBefore = seen.length;
    await eventually(() => seen.length > answersBefore + 10);
    load.abort();
    await Promise.all([writing, reading]);

    const after = await harness.append('After', registered());
    const { items } = await eventually(() => list(after.position));
    expect(items.map(({ id }) => id).sort()).toEqual([...appended, after].map(({ systemId }) => systemId).sort());
    const positions = seen.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)));
    expect([...codes].filter((code) => code !== 'UNAVAILABLE')).toEqual([]);
  });

  it('a primary of before that comes back is not written to, although it takes writes', async () => {
    await primary.restart();
    const before = await askPostgres(primary, 'select position from read_model.checkpoint');
    await harness.startInstance();
    const { position, systemId } = await harness.append('Where it is now', registered());
    expect((await eventually(() => list(position))).items.map(({ id }) => id)).toContain(systemId);
    expect(await askPostgres(primary, 'select position from read_model.checkpoint')).toEqual(before);
    expect(await askPostgres(primary, "select 1 from pg_locks where locktype = 'advisory'")).toEqual([]);
    expect(await askPostgres(standby, 'select position::text from read_model.checkpoint')).toEqual([{ position }]);
  });
});

onPostgres('A commit', () => {
  it('that the synchronous standby does not confirm is no commit', async () => {
    const { primary, standby, stop } = await startPair();
    const url = `${primary.url}?statement_timeout=500&query_timeout=2000`;
    const database = await PostgresDatabase.open(readConnectionString(url, {}), 2, () => undefined);
    const caughtUp = () => database.query<{ value: boolean }>('select caught_up as value from checkpoint');
    await standby.crash();
    const commit = database.transaction((transaction) => transaction.query('update checkpoint set caught_up = true'));
    await expect(commit).rejects.toThrow('Query read timeout');
    expect(await caughtUp()).toEqual([{ value: false }]);
    await database.close();
    await stop();
  });
});
