import { RPC } from '@system-landscape/contracts';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { eventually, postgresPrograms, startPostgres } from '@system-landscape/test-support';
import { Client } from 'pg';
import { OPERATOR, ProjectionHarness } from '../testing/projection-harness.js';

/** What docs/engines.md tells an operator to run. */
const PREPARE = [
  'create role projection login',
  'create database landscape',
  'revoke all on database landscape from public',
  'grant connect, create on database landscape to projection',
];

(postgresPrograms() === undefined ? describe.skip : describe)('A role that may only connect and create schemas', () => {
  let harness: ProjectionHarness;
  beforeAll(async () => {
    const postgres = await startPostgres();
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    for (const statement of PREPARE) await client.query(statement);
    await client.end();
    const databaseUrl = `postgresql://projection@127.0.0.1:${postgres.port}/landscape`;
    const settings = { dataDir: '', databaseUrl, databasePool: 4 };
    harness = await ProjectionHarness.start({ settings, remove: postgres.stop });
  });
  afterAll(() => harness.stop());

  it('is enough for the projection: tables, leader and standby, queries, rebuild, switch and back', async () => {
    const { projection } = RPC;
    await harness.startInstance();
    await harness.startInstance();
    const { systemId, position } = await harness.append('Shown', registered());
    await eventually(async () => (await harness.status()).position === position);
    await harness.ask(projection.beginRebuild, {}, OPERATOR);
    await eventually(async () => (await harness.status()).beside?.role === 'ready');
    await harness.ask(projection.switchReadModel, { to: 'rebuilt' }, OPERATOR);
    await harness.ask(projection.switchReadModel, { to: 'before' }, OPERATOR);
    const { items } = await harness.ask(projection.listSystems, { globalAccountId: ACCOUNT });
    expect(items.map(({ id }) => id)).toEqual([systemId]);
  });
});
