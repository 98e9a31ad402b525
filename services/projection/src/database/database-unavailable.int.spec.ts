import { RPC } from '@system-landscape/contracts';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { eventually, postgresPrograms, startPostgres, type Postgres } from '@system-landscape/test-support';
import { ProjectionHarness } from '../testing/projection-harness.js';

const reader = { subject: 'reader', roles: ['system-landscape-viewer'] as const, globalAccountId: ACCOUNT };

(postgresPrograms() === undefined ? describe.skip : describe)('While PostgreSQL is down', () => {
  let postgres: Postgres;
  let harness: ProjectionHarness;

  beforeAll(async () => {
    postgres = await startPostgres();
    const settings = { dataDir: '', databaseUrl: postgres.url, databasePool: 4 };
    harness = await ProjectionHarness.start({ settings, remove: postgres.stop });
    await harness.startInstance();
  });
  afterAll(() => harness.stop());

  const list = () => harness.ask(RPC.projection.listSystems, { globalAccountId: ACCOUNT }, reader);

  it('queries are answered UNAVAILABLE, and rightly when it is back', async () => {
    const { position } = await harness.append('Before', registered());
    await eventually(async () => (await harness.status()).position === position);
    expect(await list()).toMatchObject({ position });
    await postgres.restart(async () => {
      for (let query = 0; query < 8; query += 1) {
        await expect(list()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      }
    });
    await eventually(async () => (await list()) !== undefined);
    const after = await harness.append('After', registered());
    await eventually(async () => (await list()).items.length === 2, { what: `the position ${after.position}` });
  });
});
