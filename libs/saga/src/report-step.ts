import type { ReportStepRequest } from '@system-landscape/contracts';
import { Refusal } from '@system-landscape/domain';
import type { TenantSide } from '@system-landscape/messaging';
import { Injectable, Logger } from '@nestjs/common';
import { StepDriver } from './step-driver.js';

/** Records the callback of a tenant about an accepted step. Late and foreign ones are refused and audited. */
@Injectable()
export class ReportStep {
  private readonly logger = new Logger(ReportStep.name);

  constructor(private readonly driver: StepDriver) {}

  /** @throws Refusal */
  async execute(request: ReportStepRequest, tenantSide: TenantSide): Promise<'taken' | 'not-of-this-saga'> {
    const { tenantId, systemId, attempt, step, report } = request;
    const { state, fencingNumber, reason } = report;
    const { actor, correlationId } = tenantSide;
    const outcome = await this.driver.report({
      tenantId,
      systemId,
      attempt,
      step,
      state,
      fencingNumber,
      ...(reason === undefined ? {} : { reason }),
      actor,
      correlationId,
    });
    if (outcome instanceof Refusal) throw this.audited(outcome, request);
    return outcome;
  }

  /** The audited refusal of a callback of an attempt that does not run. */
  refuseUnknown(request: ReportStepRequest): Refusal {
    const refusal = new Refusal('NOT_FOUND', 'No step of this attempt waits for a callback of this tenant.');
    return this.audited(refusal, request);
  }

  private audited(refusal: Refusal, { tenantId, systemId, attempt, step, report }: ReportStepRequest): Refusal {
    const { fencingNumber } = report;
    const audit = { audit: 'callback-refused', code: refusal.code, tenantId, systemId, attempt, step, fencingNumber };
    this.logger.warn(audit, 'A callback was refused');
    return refusal;
  }
}
