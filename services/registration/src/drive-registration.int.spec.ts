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
  harness.reset();
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

  it('R4: polls a step that the tenant has accepted', async () => {
    await harness.fault(tenant, { mode: 'async-poll', delayMs: 1 });
    const systemId = await harness.given(enabling(), tenant);
    await harness.contains(systemId, 'RegistrationStepAccepted');
    await harness.becomesInTime(systemId, 'REGISTERED');
    expect(await harness.effects(tenant, systemId)).toHaveLength(4);
  });

  it('R4: continues when the tenant calls back, and accepts a repeated callback', async () => {
    await harness.fault(TENANT, { mode: 'async-callback', delayMs: 1 });
    const systemId = await harness.given(enabling());
    await harness.becomes(systemId, 'REGISTERED');
    await harness.fault(TENANT, { mode: 'ok' });
    const taken = await harness.callbacksOf(systemId, STEPS.length);
    expect(taken.map(({ path, status }) => [path, status])).toEqual(
      STEPS.map((step) => [`/v1/tenants/${TENANT}/callbacks/${systemId}/1/${step}`, 204]),
    );
  });

  it('R4: retries a step that the tenant answers with 503, when the retry is due', async () => {
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

  it('R5: ends in Error with the tenant’s reason, and reverses the completed steps', async () => {
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

  it('R5: an unknown answer of the tenant ends in Error, with its raw value stored', async () => {
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

  it('R4: repeats a call without an answer when the watchdog is due', async () => {
    await harness.fault(tenant, { mode: 'never-answers', step: FIRST });
    const systemId = await harness.given(enabling(), tenant);
    harness.clock.advance(5 * MINUTE);
    await eventually(async () => (await harness.last(systemId, 'RegistrationStepRequested'))?.['try'] === 2);
    await harness.fault(tenant, { mode: 'ok' });
    await harness.becomesInTime(systemId, 'REGISTERED');
  });
});

describe('a tenant that answers no call', () => {
  it('M-23: does not block the registrations of another tenant', async () => {
    const alone = await startHarness();
    try {
      // One process that runs eight steps at a time, and ten systems of a tenant that answers no call for twenty seconds.
      await alone.startInstance({ STEP_CONCURRENCY: '8', TENANT_CALL_DEADLINE: 'PT20S' });
      await alone.fault('hanging', { mode: 'never-answers' });
      const stuck: string[] = [];
      for (let count = 0; count < 10; count += 1) stuck.push(await alone.given(enabling(), 'hanging'));
      await eventually(async () => {
        const types = await Promise.all(stuck.map((systemId) => alone.typesOf(systemId)));
        return types.filter((some) => some.includes('RegistrationStepDelayed')).length === stuck.length - 2;
      });

      const systemId = await alone.given(enabling(), 'answering');
      await eventually(async () => (await alone.statusOf(systemId)) === 'REGISTERED');

      // The two calls still hang: the other registration did not wait for them.
      const timedOut = await Promise.all(stuck.map((id) => alone.eventsOf(id)));
      expect(JSON.stringify(timedOut)).not.toContain('TENANT_TIMEOUT');
    } finally {
      await alone.stop();
    }
  });
});
