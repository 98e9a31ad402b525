import { DEREGISTRATION_STEPS, type Step } from '@system-landscape/domain';
import { deregistering, HOUR, MINUTE, T0, TENANT } from '@system-landscape/domain/testing';
import type { SagaHarness } from '@system-landscape/saga/testing';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { startHarness } from './testing/start-harness.js';

const [FIRST, SECOND] = DEREGISTRATION_STEPS as [Step, Step];

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

describe('driving a deregistration, in two instances', () => {
  it('R8: polls a step that the tenant has accepted', async () => {
    await harness.fault(tenant, { mode: 'async-poll', delayMs: 1 });
    const systemId = await harness.given(deregistering(), tenant);
    await harness.contains(systemId, 'DeregistrationStepAccepted');
    await harness.becomesInTime(systemId, 'DEREGISTERED');
  });

  it('R8: continues when the tenant calls back', async () => {
    await harness.fault(TENANT, { mode: 'async-callback', delayMs: 1 });
    const systemId = await harness.given(deregistering());
    await harness.becomes(systemId, 'DEREGISTERED');
    await harness.fault(TENANT, { mode: 'ok' });
    expect(await harness.callbacksOf(systemId, DEREGISTRATION_STEPS.length)).toEqual(
      DEREGISTRATION_STEPS.map((step) => ({
        path: `/v1/tenants/${TENANT}/callbacks/${systemId}/2/${step}`,
        status: 204,
      })),
    );
  });

  it('R8: retries a step that the tenant answers with 503, when the retry is due', async () => {
    await harness.fault(tenant, { mode: 'fail-times', times: 2, status: 503, step: SECOND });
    const systemId = await harness.given(deregistering(), tenant);
    await harness.contains(systemId, 'DeregistrationStepDelayed');
    await harness.becomesInTime(systemId, 'DEREGISTERED');
    const types = await harness.typesOf(systemId);
    expect(types.filter((type) => type === 'DeregistrationStepDelayed')).toHaveLength(2);
  });

  it.each([404, 410])('R8: a step that finds nothing in the tenant (%i) is done', async (status) => {
    await harness.fault(tenant, { mode: 'fail', status, step: SECOND });
    const systemId = await harness.given(deregistering(), tenant);
    await harness.becomes(systemId, 'DEREGISTERED');
  });

  it('R9 M-25: a permanent refusal of the tenant ends in Deregister Error, with component, step and answer in the incident', async () => {
    await harness.fault(tenant, { mode: 'fail', status: 422, step: SECOND });
    const systemId = await harness.given(deregistering(), tenant);
    await harness.becomes(systemId, 'DEREGISTER_ERROR');
    const lastAnswer = {
      code: 'TENANT_REFUSED',
      message: 'The tenant was told to answer 422',
      httpStatus: 422,
    };
    expect(await harness.last(systemId, 'DeregistrationFailed')).toEqual({
      systemId,
      attempt: 2,
      step: SECOND,
      reason: lastAnswer,
      incident: { component: 'BC-NEO-EXT-S4C', correlationId: 'correlation-1', step: SECOND, lastAnswer },
    });
    expect(await harness.stateOf(systemId)).toMatchObject({ extension: { status: 'DISABLING' } });
  });

  it('R9: an unknown answer of the tenant opens an incident, with its raw value stored', async () => {
    await harness.fault(tenant, { mode: 'unknown-status' });
    const systemId = await harness.given(deregistering(), tenant);
    await harness.becomes(systemId, 'DEREGISTER_ERROR');
    expect(await harness.last(systemId, 'DeregistrationFailed')).toMatchObject({
      incident: { lastAnswer: { code: 'UNKNOWN_ANSWER', raw: expect.stringContaining('HALF_DONE') as string } },
    });
  });

  it('R9: a tenant that is unavailable until the deadline opens an incident, not before', async () => {
    await harness.fault(tenant, { mode: 'down' });
    const systemId = await harness.given(deregistering(), tenant);
    await harness.contains(systemId, 'DeregistrationStepDelayed');
    harness.clock.set(new Date(T0.getTime() + HOUR - MINUTE));
    await eventually(async () => Number((await harness.last(systemId, 'DeregistrationStepRequested'))?.['try']) > 1);
    expect(await harness.statusOf(systemId)).toBe('DEREGISTERING');
    harness.clock.set(new Date(T0.getTime() + HOUR));
    await harness.becomes(systemId, 'DEREGISTER_ERROR');
    expect(await harness.last(systemId, 'DeregistrationFailed')).toMatchObject({
      step: FIRST,
      incident: { lastAnswer: { code: 'DEADLINE_EXCEEDED' } },
    });
  });

  it('R8: continues an attempt after all instances were stopped and started again', async () => {
    await harness.fault(tenant, { mode: 'async-poll', delayMs: 1 });
    const systemId = await harness.given(deregistering(), tenant);
    await harness.contains(systemId, 'DeregistrationStepAccepted');
    await harness.stopAllInstances();
    harness.clock.advance(MINUTE);
    await Promise.all([harness.startInstance(), harness.startInstance()]);
    await harness.becomesInTime(systemId, 'DEREGISTERED');
  });
});
