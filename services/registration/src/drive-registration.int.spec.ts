import { STEPS } from '@system-landscape/domain';
import { enabling, HOUR, MINUTE, T0, TENANT } from '@system-landscape/domain/testing';
import type { SagaHarness } from '@system-landscape/saga/testing';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { startHarness } from './testing/start-harness.js';

const FIRST = STEPS[0];

let harness: SagaHarness;
/** A tenant of its own for each test. */
let tenant: string;

beforeAll(async () => {
  harness = await startHarness();
  await Promise.all([harness.startInstance(), harness.startInstance()]);
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.clock.set(T0);
  tenant = `tenant-${randomUUID()}`;
});

describe('driving a registration, in two instances', () => {
  it('R4: performs the four steps in order, each once, and registers the system', async () => {
    const systemId = await harness.given(enabling(), tenant);
    await harness.becomes(systemId, 'REGISTERED');
    expect(await harness.effects(tenant, systemId)).toMatchObject(
      STEPS.map((step) => ({ step, action: 'perform', calls: 1, idempotencyKey: `${systemId}/1/${step}` })),
    );
  });

  it('R4: asks a tenant that answers later where the step stands', async () => {
    await harness.fault(tenant, { mode: 'async-poll', delayMs: 1 });
    const systemId = await harness.given(enabling(), tenant);
    await harness.contains(systemId, 'RegistrationStepAccepted');
    await harness.becomesInTime(systemId, 'REGISTERED');
    expect(await harness.effects(tenant, systemId)).toHaveLength(4);
  });

  it('R4: goes on when a tenant calls back, and takes the second arrival of that for the same', async () => {
    await harness.fault(TENANT, { mode: 'async-callback', delayMs: 1 });
    const systemId = await harness.given(enabling());
    await harness.becomes(systemId, 'REGISTERED');
    await harness.fault(TENANT, { mode: 'ok' });
    const taken = await harness.callbacksOf(systemId, STEPS.length);
    expect(taken.map(({ path, status }) => [path, status])).toEqual(
      STEPS.map((step) => [`/v1/tenants/${TENANT}/callbacks/${systemId}/1/${step}`, 204]),
    );
  });

  it('R4: tries again what a busy tenant turned away, when its time has come', async () => {
    await harness.fault(tenant, { mode: 'fail-times', times: 2, status: 503, step: FIRST });
    const systemId = await harness.given(enabling(), tenant);
    await harness.contains(systemId, 'RegistrationStepDelayed');
    expect(await harness.last(systemId, 'RegistrationStepDelayed')).toMatchObject({
      try: 1,
      reason: { code: 'TENANT_ERROR', httpStatus: 503 },
    });
    await harness.becomesInTime(systemId, 'REGISTERED');
    expect((await harness.effects(tenant, systemId))[0]).toMatchObject({ step: FIRST, calls: 3 });
  });

  it('R5: ends in Error with the tenant’s words, and takes back what was done', async () => {
    await harness.fault(tenant, { mode: 'fail', status: 422, step: STEPS[2] });
    const systemId = await harness.given(enabling(), tenant);
    await harness.contains(systemId, 'RegistrationReversed');
    expect(await harness.statusOf(systemId)).toBe('ERROR');
    expect(await harness.last(systemId, 'RegistrationFailed')).toMatchObject({
      step: STEPS[2],
      reason: { code: 'TENANT_REFUSED', message: 'The tenant was told to answer 422', httpStatus: 422 },
      takeBack: [STEPS[2], STEPS[1], STEPS[0]],
    });
    expect(await harness.last(systemId, 'RegistrationReversed')).toMatchObject({
      steps: [
        { step: STEPS[2], takenBack: false },
        { step: STEPS[1], takenBack: true },
        { step: STEPS[0], takenBack: true },
      ],
    });
    const effects = await harness.effects(tenant, systemId);
    expect(effects.map(({ step, action }) => `${action} ${step}`)).toEqual([
      `perform ${STEPS[0]}`,
      `perform ${STEPS[1]}`,
      `take-back ${STEPS[1]}`,
      `take-back ${STEPS[0]}`,
    ]);
  });

  it('R5: an answer that the contract does not know ends in Error, its raw value kept', async () => {
    await harness.fault(tenant, { mode: 'unknown-status' });
    const systemId = await harness.given(enabling(), tenant);
    await harness.becomes(systemId, 'ERROR');
    expect((await harness.last(systemId, 'RegistrationFailed'))?.['reason']).toMatchObject({
      code: 'UNKNOWN_ANSWER',
      raw: expect.stringContaining('HALF_DONE') as string,
    });
  });

  it('R5: a tenant that is unavailable until the deadline fails the attempt, with its last answer', async () => {
    await harness.fault(tenant, { mode: 'down' });
    const systemId = await harness.given(enabling(), tenant);
    await harness.contains(systemId, 'RegistrationStepDelayed');
    harness.clock.set(new Date(T0.getTime() + HOUR));
    await harness.becomes(systemId, 'ERROR');
    expect((await harness.last(systemId, 'RegistrationFailed'))?.['reason']).toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message: expect.stringContaining('cannot be reached') as string,
    });
  });

  it('R5: a step that was accepted and never ends fails at the deadline, not before', async () => {
    await harness.fault(tenant, { mode: 'async-poll', delayMs: 3_600_000 });
    const systemId = await harness.given(enabling(), tenant);
    await harness.contains(systemId, 'RegistrationStepAccepted');
    harness.clock.set(new Date(T0.getTime() + HOUR - MINUTE));
    await eventually(async () => Number((await harness.last(systemId, 'RegistrationStepAccepted'))?.['polls']) > 0);
    expect(await harness.statusOf(systemId)).toBe('PENDING');
    harness.clock.set(new Date(T0.getTime() + HOUR));
    await harness.becomes(systemId, 'ERROR');
  });

  it('R4: a call of which nothing is heard any more is made again when the watchdog’s time has come', async () => {
    await harness.fault(tenant, { mode: 'never-answers', step: FIRST });
    const systemId = await harness.given(enabling(), tenant);
    harness.clock.advance(5 * MINUTE);
    await eventually(async () => (await harness.last(systemId, 'RegistrationStepRequested'))?.['try'] === 2);
    await harness.fault(tenant, { mode: 'ok' });
    await harness.becomesInTime(systemId, 'REGISTERED');
  });
});

describe('one dead tenant', () => {
  it('M-23: that lets all its calls hang keeps no other from registering', async () => {
    const alone = await startHarness();
    try {
      // One process with eight places, and ten systems of a tenant that answers none of their calls for twenty seconds.
      await alone.startInstance({ STEP_CONCURRENCY: '8', TENANT_CALL_DEADLINE: 'PT20S' });
      await alone.fault('dead', { mode: 'never-answers' });
      const stuck: string[] = [];
      for (let count = 0; count < 10; count += 1) stuck.push(await alone.given(enabling(), 'dead'));
      await eventually(async () => {
        const types = await Promise.all(stuck.map((systemId) => alone.typesOf(systemId)));
        return types.filter((some) => some.includes('RegistrationStepDelayed')).length === stuck.length - 2;
      });

      const systemId = await alone.given(enabling(), 'alive');
      await eventually(async () => (await alone.statusOf(systemId)) === 'REGISTERED');

      // The two calls that hang still do: nothing that was told here waited for them.
      const timedOut = await Promise.all(stuck.map((id) => alone.eventsOf(id)));
      expect(JSON.stringify(timedOut)).not.toContain('TENANT_TIMEOUT');
    } finally {
      await alone.stop();
    }
  });
});
