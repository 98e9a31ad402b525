import { RPC } from '@system-landscape/contracts';
import { deregistering } from '@system-landscape/domain/testing';
import { ACCOUNT_ADMIN, OPERATOR, type SagaHarness } from '@system-landscape/saga/testing';
import { eventually, startService } from '@system-landscape/test-support';
import { startHarness } from './testing/start-harness.js';

const { countParked, replayParked } = RPC.deregistration;
let harness: SagaHarness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const parked = async () => (await harness.ask(countParked, {}, { actor: OPERATOR })).parked;
/** Revisions of the parked events that were not replayed. */
const parkings = async () => {
  const revisions: bigint[] = [];
  const stream = '$persistentsubscription-$all::deregistration-parked';
  for await (const { event } of harness.store.client.readStream(stream)) revisions.push(event!.revision);
  return revisions;
};

describe('parked hints', () => {
  it('R12: a hint that always fails is parked and counted, and is delivered once more when an operator replays it', async () => {
    await harness.startInstance();
    // Every load of a stream that breaks the storage format fails.
    const systemId = await harness.given([...deregistering().slice(0, 1), ...deregistering().slice(-1)]);
    await eventually(async () => (await parked()) === 1);
    expect(await parkings()).toEqual([0n]);
    await harness.ask(replayParked, {}, { actor: OPERATOR });
    // It fails as before, so it is parked a second time.
    await eventually(async () => (await parkings())[0] === 1n);
    expect(await parked()).toBe(1);
    expect(await harness.typesOf(systemId)).toHaveLength(2);

    await expect(harness.ask(countParked, {}, { actor: ACCOUNT_ADMIN })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(harness.ask(replayParked, {}, { actor: ACCOUNT_ADMIN })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the built program', () => {
  it('reports each mistake in its settings in one line and exits', async () => {
    const start = startService('deregistration', { PLATFORM_CLIENT_SECRET: '', ATTEMPT_DEADLINE: 'soon' });
    await expect(start).rejects.toThrow(
      /exit code 1[\s\S]*deregistration: ATTEMPT_DEADLINE must be[^\n]*\nderegistration: PLATFORM_CLIENT_SECRET is not set/,
    );
  });
});
