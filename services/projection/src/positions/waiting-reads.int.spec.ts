import { RPC, type RequestActor } from '@system-landscape/contracts';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { ProjectionHarness, type Appended } from '../testing/projection-harness.js';
import { STORAGES } from '../testing/storages.js';
import { LibsqlDatabase } from '../database/libsql-database.js';
import { PostgresDatabase } from '../database/postgres-database.js';

const { getSystem, listDueAttempts, listSystems } = RPC.projection;
const BEYOND_THE_LOG = '9007199254740991';
/** Budgets of an instance, in all and of one account; three callers of an account may hold all of it. */
const [IN_ALL, OF_AN_ACCOUNT] = [300, 128];

const viewer = (subject: string, globalAccountId: string): RequestActor => ({
  subject,
  roles: ['system-landscape-viewer'],
  globalAccountId,
});

/**
 * A position that the log has and the read model does not reach: it is of an event that is none of the platform's, and the
 * store tells the projection of what it leaves out only now and then.
 */
const heldBackPosition = (harness: ProjectionHarness) =>
  harness.appendRaw('stream-of-others', [{ type: 'SomethingElse', data: {} }]);

/** How often the position of the read model was looked up. */
function countLooks(): () => number {
  const queries = [LibsqlDatabase, PostgresDatabase].map(({ prototype }) => jest.spyOn(prototype, 'query'));
  const isLook = ([sql]: readonly unknown[]) => sql === 'select cast(position as text) as position from checkpoint';
  return () => queries.flatMap(({ mock }) => mock.calls.filter(isLook)).length;
}

describe.each(STORAGES)('A flood of reads that wait for a position on %s', (_, startStorage) => {
  let harness: ProjectionHarness;
  let system: Appended;
  let flood: Promise<PromiseSettledResult<unknown>[]>;
  let looks: number;

  beforeAll(async () => {
    harness = await ProjectionHarness.start(await startStorage());
    await harness.startInstance({ WAITING_READS: String(IN_ALL) });
    system = await harness.append('Read by others', registered());
    await eventually(async () => (await harness.status()).position === system.position);
    const minPosition = await heldBackPosition(harness);
    const read = { globalAccountId: ACCOUNT, systemId: system.systemId, minPosition };
    const countOfLooks = countLooks();
    const refused: unknown[] = [];
    flood = Promise.allSettled(
      Array.from({ length: 600 }, (_each, index) =>
        harness.ask(getSystem, read, viewer(`reader-${index % 6}`, `ga-flood-${index % 2}`)).catch((error: unknown) => {
          refused.push(error);
          throw error;
        }),
      ),
    );
    // What exceeds the budget is answered at once, before any wait ends.
    await eventually(() => refused.length === 600 - 2 * OF_AN_ACCOUNT);
    looks = countOfLooks();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await harness.stop();
  });

  it('looks at the database together', () => {
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(OF_AN_ACCOUNT);
  });

  it('leaves the reads of another account alone', async () => {
    const reader = viewer('reader-of-another-account', ACCOUNT);
    const read = { globalAccountId: ACCOUNT, systemId: system.systemId };
    expect(await harness.ask(getSystem, read, reader)).toHaveProperty('system');
  });

  it('leaves places to wait for a caller of another account', async () => {
    const reader = viewer('waiting-reader-of-another-account', ACCOUNT);
    const waiting = harness.ask(listSystems, { globalAccountId: ACCOUNT, minPosition: BEYOND_THE_LOG }, reader);
    await expect(waiting).rejects.toMatchObject({ code: 'POSITION_UNKNOWN' });
  });

  it('leaves the sweeps of the services alone', async () => {
    const query = { saga: 'registration', dueAt: '2036-01-05T08:00:00.000Z' };
    expect(await harness.ask(listDueAttempts, query)).toHaveProperty('items');
  });

  it('is answered when the position is reached; above the budget it was READ_MODEL_BEHIND', async () => {
    await harness.append('Reaches the position', registered());
    const answers = await flood;
    const codes = answers.map((answer) =>
      answer.status === 'fulfilled' ? 'answered' : (answer.reason as { code?: string }).code,
    );
    expect(codes.filter((code) => code === 'READ_MODEL_BEHIND')).toHaveLength(600 - 2 * OF_AN_ACCOUNT);
    expect(codes.filter((code) => code === 'answered')).toHaveLength(2 * OF_AN_ACCOUNT);
  });
});

describe('The places of an instance', () => {
  it('are not held by reads that wait', async () => {
    const [, startStorage] = STORAGES[0]!;
    const harness = await ProjectionHarness.start(await startStorage());
    try {
      await harness.startInstance({ MAX_IN_FLIGHT: '4', WAITING_READS_PER_CALLER: '40' });
      const { position } = await harness.append('Known', registered());
      await eventually(async () => (await harness.status()).position === position);
      const reader = viewer('reader', ACCOUNT);
      const asked = { globalAccountId: ACCOUNT, minPosition: await heldBackPosition(harness) };
      // One after the other, so that none is refused because of those that have not begun to wait.
      const waits: Promise<unknown>[] = [];
      for (let count = 0; count < 40; count += 1) {
        waits.push(harness.ask(listSystems, asked, reader));
        expect(await harness.ask(listSystems, { globalAccountId: ACCOUNT }, reader)).toHaveProperty('items');
      }
      await harness.append('Reaches the position', registered());
      for (const answer of await Promise.all(waits)) expect(answer).toHaveProperty('items');
    } finally {
      await harness.stop();
    }
  });
});
