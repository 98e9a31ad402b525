import { RPC, type RequestActor } from '@system-landscape/contracts';
import { DEREGISTRATION_STEPS } from '@system-landscape/domain';
import { deregistered, deregistering, enabling, OTHER_TENANT, TENANT } from '@system-landscape/domain/testing';
import type { SagaHarness } from '@system-landscape/saga/testing';
import { startHarness } from '../testing/start-harness.js';

const FIRST = DEREGISTRATION_STEPS[0]!;
const TENANT_SYSTEM: RequestActor = { subject: 'tenant-my300001', roles: ['tenant-system'], tenantId: TENANT };

let harness: SagaHarness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.startInstance();
  await harness.fault(TENANT, { mode: 'async-poll', delayMs: 3_600_000 });
});
afterAll(() => harness.stop());

const report = (
  systemId: string,
  attempt: number,
  state = 'COMPLETED',
  fencingNumber = attempt,
  actor = TENANT_SYSTEM,
) =>
  harness.ask(
    RPC.deregistration.reportStep,
    { tenantId: actor.tenantId, systemId, attempt, step: FIRST, report: { state, fencingNumber, reason: 'In use' } },
    { actor },
  );
const accepting = async () => {
  const systemId = await harness.given(deregistering());
  await harness.contains(systemId, 'DeregistrationStepAccepted');
  return systemId;
};

describe('report-step', () => {
  it('R8: COMPLETED starts the next step; a repeated report changes nothing and is accepted', async () => {
    const systemId = await accepting();
    await report(systemId, 2);
    await report(systemId, 2);
    expect(await harness.stateOf(systemId)).toMatchObject({
      deregistration: { completed: [FIRST], progress: { step: DEREGISTRATION_STEPS[1] } },
    });
  });

  it('R9 M-25: FAILED opens an incident with the tenant’s reason', async () => {
    const systemId = await accepting();
    await report(systemId, 2, 'FAILED');
    expect(await harness.stateOf(systemId)).toMatchObject({
      status: 'DEREGISTER_ERROR',
      incident: { step: FIRST, lastAnswer: { code: 'TENANT_FAILED', message: 'In use' } },
    });
  });

  it('R9: refuses reports that are late, foreign or wrongly fenced, and changes nothing', async () => {
    const systemId = await accepting();
    const before = await harness.typesOf(systemId);
    await expect(report(systemId, 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(report(systemId, 3)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(report(systemId, 2, 'COMPLETED', 1)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const stranger = { ...TENANT_SYSTEM, tenantId: OTHER_TENANT };
    await expect(report(systemId, 2, 'COMPLETED', 2, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await harness.typesOf(systemId)).toEqual(before);
    await expect(report(await harness.given(deregistered()), 2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(report(await harness.given(enabling()), 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
