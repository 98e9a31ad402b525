import { RPC } from '@system-landscape/contracts';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { eventually, postgresPrograms, startPostgres, type Postgres } from '@system-landscape/test-support';
import { askPostgres } from '../testing/ask-postgres.js';
import { ProjectionHarness } from '../testing/projection-harness.js';

const onPostgres = postgresPrograms() === undefined ? describe.skip : describe;
const reader = { subject: 'reader', roles: ['system-landscape-viewer'] as const, globalAccountId: ACCOUNT };

onPostgres('A primary that stands still, and its standby in the same connection string', () => {
  let primary: Postgres;
  let standby: Postgres;
  let harness: ProjectionHarness;

  beforeAll(async () => {
    primary = await startPostgres();
    standby = await primary.startStandby();
    const settings = {
      dataDir: '',
      databaseUrl: `postgresql://landscape@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`,
      databasePool: 4,
    };
    const remove = async () => {
      await standby.stop();
      await primary.stop();
    };
    harness = await ProjectionHarness.start({ settings, remove });
    await harness.startInstance();
    await harness.startInstance();
  });
  afterAll(() => harness.stop());

  const list = (minPosition: string) =>
    harness.ask(RPC.projection.listSystems, { globalAccountId: ACCOUNT, limit: 200, minPosition }, reader);

  /** Ids of the systems that a query finds, as soon as it is answered; until then it is refused, and never hangs. */
  async function answered(minPosition: string): Promise<readonly string[]> {
    const codes = new Set<string>();
    const { items } = await eventually(() =>
      list(minPosition).catch((error: { code: string }) => {
        codes.add(error.code);
        return undefined;
      }),
    );
    expect([...codes].filter((code) => !['UNAVAILABLE', 'READ_MODEL_BEHIND'].includes(code))).toEqual([]);
    return items.map(({ id }) => id);
  }

  it('makes queries UNAVAILABLE, and all goes on when it does', async () => {
    const before = await harness.append('Before', registered());
    expect(await answered(before.position)).toEqual([before.systemId]);

    await primary.freeze();
    const meanwhile = await harness.append('Meanwhile', registered());
    await expect(list(meanwhile.position)).rejects.toMatchObject({
      code: expect.stringMatching(/^(UNAVAILABLE|READ_MODEL_BEHIND)$/) as string,
    });
    await primary.thaw();

    expect(await answered(meanwhile.position)).toContain(meanwhile.systemId);
  });

  it('is left when the standby is promoted, and gets nothing when it goes on', async () => {
    await primary.freeze();
    await standby.promote();
    const after = await harness.append('After', registered());
    expect(await answered(after.position)).toContain(after.systemId);

    await primary.thaw();
    const last = await harness.append('Last', registered());
    expect(await answered(last.position)).toContain(last.systemId);
    const position = 'select position::text from read_model.checkpoint';
    expect(await askPostgres(standby, position)).toEqual([{ position: last.position }]);
    expect(await askPostgres(primary, position)).not.toEqual([{ position: after.position }]);
    expect(await askPostgres(primary, position)).not.toEqual([{ position: last.position }]);
    // Its sessions end, among them the one that held the lease.
    await eventually(async () => {
      const locks = await askPostgres(primary, "select 1 from pg_locks where locktype = 'advisory'");
      return locks.length === 0;
    });
  });
});
