import {
  includeInFormation,
  recordDeregistrationStep,
  recordRegistrationStep,
  redeemToken,
  deleteFailedExtension,
  runningAttempt,
  startDeregistration,
  type StepOutcome,
  type SystemState,
} from '@system-landscape/domain';
import { HOUR, MINUTE, type TokenIssuanceHarness } from './token-issuance-harness.js';

const timing = { deadlineMs: HOUR, watchdogMs: 5 * MINUTE };
export const TENANT = 'my300001';

/** What the tenant side does to a system, as the services that own it would record it. */
export class OtherServices {
  constructor(private readonly harness: TokenIssuanceHarness) {}

  redeem(systemId: string, tokenId: string): Promise<SystemState> {
    const { clock } = this.harness;
    return this.harness.append(systemId, (state) =>
      redeemToken({ ...timing, systemId, tokenId, tenantId: TENANT, now: clock.now() }, state),
    );
  }

  async failRegistration(systemId: string, tokenId: string): Promise<void> {
    const state = await this.redeem(systemId, tokenId);
    const reason = { code: 'TENANT_REJECTED', message: 'No', httpStatus: 422 };
    await this.step(systemId, state, { kind: 'permanent', reason });
  }

  async completeRegistration(systemId: string, tokenId: string): Promise<void> {
    await this.runToEnd(systemId, await this.redeem(systemId, tokenId));
  }

  async deregister(systemId: string): Promise<void> {
    const { clock } = this.harness;
    const started = await this.harness.append(systemId, (state) =>
      startDeregistration({ ...timing, systemId, startedBy: 'account', now: clock.now() }, state),
    );
    await this.runToEnd(systemId, started);
  }

  deleteFailedExtension(systemId: string): Promise<SystemState> {
    return this.harness.append(systemId, (state) =>
      deleteFailedExtension({ systemId, extensionId: `${systemId}-x1`, tenantId: TENANT }, state),
    );
  }

  includeInFormation(systemId: string): Promise<SystemState> {
    return this.harness.append(systemId, (state) =>
      includeInFormation(
        { systemId, formationId: 'formation-1', formationName: 'Production', formationLife: 1 },
        state,
      ),
    );
  }

  private async runToEnd(systemId: string, from: SystemState): Promise<void> {
    let state = from;
    while (runningAttempt(state)?.progress) state = await this.step(systemId, state, { kind: 'completed' });
  }

  private step(systemId: string, from: SystemState, outcome: StepOutcome): Promise<SystemState> {
    const { attempt, progress } = runningAttempt(from)!;
    const { step, nextActionAt: expectedNextActionAt, try: number } = progress!;
    const now = this.harness.clock.now();
    const report = { systemId, attempt, step, try: number, expectedNextActionAt, outcome, now, watchdogMs: 5 * MINUTE };
    return this.harness.append(systemId, (state) =>
      state.status === 'DEREGISTERING'
        ? recordDeregistrationStep(report, state)
        : recordRegistrationStep(report, state),
    );
  }
}
