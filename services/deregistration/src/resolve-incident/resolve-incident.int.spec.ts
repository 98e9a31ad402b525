import { RPC } from '@system-landscape/contracts';
import { DEREGISTRATION_STEPS } from '@system-landscape/domain';
import { deregisterError, registered } from '@system-landscape/domain/testing';
import { ACCOUNT_ADMIN, OPERATOR, type Ask, type SagaHarness } from '@system-landscape/saga/testing';
import { randomUUID } from 'node:crypto';
import { startHarness } from '../testing/start-harness.js';

let harness: SagaHarness;

beforeAll(async () => {
  harness = await startHarness();
  await Promise.all([harness.startInstance(), harness.startInstance()]);
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

const resolve = (systemId: string, action: string, ask: Ask = {}) =>
  harness.ask(
    RPC.deregistration.resolveIncident,
    { systemId, action, note: 'Corrected in the tenant' },
    { actor: OPERATOR, ...ask },
  );
const typesAfterFailure = async (systemId: string) => {
  const types = await harness.typesOf(systemId);
  return types.slice(types.indexOf('DeregistrationFailed') + 1);
};

describe('resolve-incident', () => {
  it('R12: a retry runs the deregistration again, as an attempt with a higher number', async () => {
    const systemId = await harness.given(deregisterError());
    await resolve(systemId, 'retry');
    await harness.becomes(systemId, 'DEREGISTERED');
    expect((await typesAfterFailure(systemId)).slice(0, 3)).toEqual([
      'IncidentResolved',
      'DeregistrationStarted',
      'DeregistrationStepRequested',
    ]);
    const resolved = (await harness.recordedOf(systemId)).find(({ type }) => type === 'IncidentResolved');
    expect(resolved).toMatchObject({
      data: { action: 'retry', note: 'Corrected in the tenant' },
      metadata: { actor: { subject: 'operator', roles: ['operator'] } },
    });
  });

  it('R12: a retry that fails opens a new incident, which names the new attempt’s correlation id', async () => {
    const tenant = `tenant-${randomUUID()}`;
    await harness.fault(tenant, { mode: 'fail', status: 422 });
    const systemId = await harness.given(deregisterError(), tenant);
    await resolve(systemId, 'retry');
    await harness.becomes(systemId, 'DEREGISTER_ERROR');
    const failures = (await harness.recordedOf(systemId)).filter(({ type }) => type === 'DeregistrationFailed');
    expect(failures.map(({ data }) => data['attempt'])).toEqual([2, 3]);
    const started = (await harness.recordedOf(systemId)).findLast(({ type }) => type === 'DeregistrationStarted');
    expect(failures[1]!.data['incident']).toMatchObject({
      correlationId: started!.metadata['$correlationId'],
      step: DEREGISTRATION_STEPS[0],
    });
  });

  it('R12: confirming that the tenant side is removed ends the system without a call to the tenant', async () => {
    const tenant = `tenant-${randomUUID()}`;
    await harness.fault(tenant, { mode: 'fail', status: 422 });
    const systemId = await harness.given(deregisterError(), tenant);
    await resolve(systemId, 'confirm-removed');
    expect(await harness.stateOf(systemId)).toMatchObject({ status: 'DEREGISTERED', extension: null });
    expect(await typesAfterFailure(systemId)).toEqual(['IncidentResolved', 'SystemDeregistered']);
  });

  it('R12: accepts one of ten concurrent operators; a repeated key gets the same reply', async () => {
    const systemId = await harness.given(deregisterError());
    const keys = Array.from({ length: 10 }, () => randomUUID());
    const outcomes = await Promise.allSettled(keys.map((key) => resolve(systemId, 'confirm-removed', { key })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect((await resolve(systemId, 'confirm-removed', { key: keys[winner]! })).position).toBeNull();
    expect((await typesAfterFailure(systemId)).filter((type) => type === 'IncidentResolved')).toHaveLength(1);
  });

  it('R12: requires an operator and an open incident', async () => {
    const systemId = await harness.given(deregisterError());
    await expect(resolve(systemId, 'retry', { actor: ACCOUNT_ADMIN })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(resolve(systemId, 'forget')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(resolve(await harness.given(registered()), 'retry')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(resolve('nothing', 'retry')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await harness.statusOf(systemId)).toBe('DEREGISTER_ERROR');
  });
});
