import { RPC, type RequestActor } from '@system-landscape/contracts';
import { STEPS, type Step } from '@system-landscape/domain';
import { enabling, OTHER_TENANT, registered, TENANT } from '@system-landscape/domain/testing';
import type { SagaHarness } from '@system-landscape/saga/testing';
import { startHarness } from '../testing/start-harness.js';

const FIRST = STEPS[0];
const TENANT_SYSTEM: RequestActor = { subject: 'tenant-my300001', roles: ['tenant-system'], tenantId: TENANT };

let harness: SagaHarness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.startInstance();
});
afterAll(() => harness.stop());
beforeEach(() => harness.fault(TENANT, { mode: 'async-poll', delayMs: 3_600_000 }));

interface Report {
  readonly state?: string;
  readonly attempt?: number;
  readonly fencingNumber?: number;
  readonly step?: Step;
  readonly reason?: string;
}

const report = (
  systemId: string,
  { state = 'COMPLETED', attempt = 1, fencingNumber, step = FIRST, reason }: Report = {},
  actor = TENANT_SYSTEM,
) =>
  harness.ask(
    RPC.registration.reportStep,
    {
      tenantId: actor.tenantId,
      systemId,
      attempt,
      step,
      report: { state, fencingNumber: fencingNumber ?? attempt, ...(reason === undefined ? {} : { reason }) },
    },
    { actor },
  );
const accepting = async () => {
  const systemId = await harness.given(enabling());
  await harness.contains(systemId, 'RegistrationStepAccepted');
  return systemId;
};
const unknownToDeregistration = () =>
  harness.answer(RPC.deregistration.reportStep, { error: { code: 'NOT_FOUND', status: 404, detail: 'None.' } });

describe('report-step', () => {
  it('R4: COMPLETED starts the next step; a repeated report changes nothing and is accepted', async () => {
    const systemId = await accepting();
    await report(systemId);
    await report(systemId);
    const completed = (await harness.eventsOf(systemId)).filter(({ type }) => type === 'RegistrationStepCompleted');
    expect(completed).toMatchObject([{ data: { step: FIRST } }]);
    expect(await harness.stateOf(systemId)).toMatchObject({ registration: { progress: { step: STEPS[1] } } });
  });

  it('R5: FAILED ends in Error with the tenant’s reason', async () => {
    const systemId = await accepting();
    await report(systemId, { state: 'FAILED', reason: 'Certificate missing' });
    expect(await harness.statusOf(systemId)).toBe('ERROR');
    expect((await harness.eventsOf(systemId)).find(({ type }) => type === 'RegistrationFailed')).toMatchObject({
      data: { reason: { code: 'TENANT_FAILED', message: 'Certificate missing' } },
    });
  });

  it('R5: an unknown state ends in Error, with its raw value stored', async () => {
    const systemId = await accepting();
    await report(systemId, { state: 'ALMOST' });
    expect((await harness.eventsOf(systemId)).find(({ type }) => type === 'RegistrationFailed')).toMatchObject({
      data: { reason: { code: 'UNKNOWN_ANSWER', raw: 'ALMOST' } },
    });
  });

  it('R4: a wrong fencing number, another step or another tenant is refused and changes nothing', async () => {
    const systemId = await accepting();
    const before = await harness.typesOf(systemId);
    await expect(report(systemId, { fencingNumber: 2 })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(report(systemId, { step: STEPS[3] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const stranger: RequestActor = { ...TENANT_SYSTEM, tenantId: OTHER_TENANT };
    await expect(report(systemId, {}, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(report(systemId, {}, { ...TENANT_SYSTEM, roles: ['tenant-admin'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await harness.typesOf(systemId)).toEqual(before);
  });

  it('R8: forwards the report on an attempt that it does not run to deregistration', async () => {
    const systemId = await harness.given(registered());
    const taken = harness.answer(RPC.deregistration.reportStep, {});
    await report(systemId, { attempt: 2 });
    expect(taken.asked).toMatchObject([{ systemId, attempt: 2, step: FIRST }]);
    taken.close();

    const { close } = unknownToDeregistration();
    await expect(report(systemId, { attempt: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(report('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    close();
  });
});
