import { RPC, type RequestActor } from '@system-landscape/contracts';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { ProjectionHarness, type Appended } from '../testing/projection-harness.js';
import { STORAGES } from '../testing/storages.js';

const { getSystem, listDueAttempts, listSystems } = RPC.projection;
const UNREACHABLE = '9007199254740991';

const viewer = (subject: string, globalAccountId: string): RequestActor => ({
  subject,
  roles: ['system-landscape-viewer'],
  globalAccountId,
});

describe.each(STORAGES)('A flood of reads that wait for an unreachable position on %s', (_, startStorage) => {
  let harness: ProjectionHarness;
  let system: Appended;
  let flood: Promise<PromiseSettledResult<unknown>[]>;

  beforeAll(async () => {
    harness = await ProjectionHarness.start(await startStorage());
    // In all there are fewer places than reads in the flood; the wait is longer than the test.
    await harness.startInstance({ READ_WAIT: 'PT8S' });
    system = await harness.append('Read by others', registered());
    await eventually(async () => (await harness.status()).position === system.position);
    const read = { globalAccountId: ACCOUNT, systemId: system.systemId, minPosition: UNREACHABLE };
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
    await eventually(() => refused.length >= 600 - 2 * 128);
  });
  afterAll(() => harness.stop());

  it('leaves the reads of another account alone, also one that waits for a position', async () => {
    const reader = viewer('reader-of-another-account', ACCOUNT);
    const { position } = await harness.append('Waited for', registered());
    const { items } = await harness.ask(listSystems, { globalAccountId: ACCOUNT, minPosition: position }, reader);
    expect(items).toHaveLength(2);
    const read = { globalAccountId: ACCOUNT, systemId: system.systemId };
    expect(await harness.ask(getSystem, read, reader)).toHaveProperty('system');
  });

  it('leaves the sweeps of the services alone', async () => {
    const query = { saga: 'registration', dueAt: '2036-01-05T08:00:00.000Z' };
    expect(await harness.ask(listDueAttempts, query)).toHaveProperty('items');
  });

  it('is answered READ_MODEL_BEHIND above the budget, and below it that the log has no such position', async () => {
    const answers = await flood;
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    const codes = answers.map((answer) => (answer as { reason?: { code?: string } }).reason?.code);
    expect(new Set(codes)).toEqual(new Set(['READ_MODEL_BEHIND', 'POSITION_UNKNOWN']));
  });
});

describe('The places of an instance', () => {
  it('are not held by reads that wait', async () => {
    const [, startStorage] = STORAGES[0]!;
    const harness = await ProjectionHarness.start(await startStorage());
    try {
      await harness.startInstance({ MAX_IN_FLIGHT: '4', READ_WAIT: 'PT3S', WAITING_READS_PER_CALLER: '40' });
      const reader = viewer('reader', ACCOUNT);
      const asked = { globalAccountId: ACCOUNT, minPosition: UNREACHABLE };
      // One after the other, so that none is refused because of those that have not begun to wait.
      const waits: Promise<unknown>[] = [];
      for (let count = 0; count < 40; count += 1) {
        waits.push(harness.ask(listSystems, asked, reader));
        expect(await harness.ask(listSystems, { globalAccountId: ACCOUNT }, reader)).toHaveProperty('items');
      }
      const outcomes = await Promise.allSettled(waits);
      const code = 'POSITION_UNKNOWN';
      for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code } });
    } finally {
      await harness.stop();
    }
  });
});
