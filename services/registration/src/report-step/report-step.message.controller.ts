import { ReportStepRequest, SUBJECTS } from '@system-landscape/contracts';
import { StepDriver } from '@system-landscape/saga';
import { Controller, Inject, Logger } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { tenantSideOf } from '../tenant-side.js';

/** The callback of a tenant: how a step that it had accepted has ended. Late or foreign ones are refused and noted. */
@Controller()
export class ReportStepController {
  private readonly logger = new Logger(ReportStepController.name);

  constructor(@Inject(StepDriver) private readonly driver: StepDriver) {}

  @MessagePattern(SUBJECTS.registration.reportStep)
  async handle(@Payload() { tenantId, systemId, attempt, step, report }: ReportStepRequest): Promise<object> {
    const { actor, correlationId } = tenantSideOf(tenantId, 'tenant-system');
    const { state, fencingNumber, reason } = report;
    const refusal = await this.driver.report({
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
    if (!refusal) return {};
    const audit = { audit: 'callback-refused', code: refusal.code, tenantId, systemId, attempt, step, fencingNumber };
    this.logger.warn(audit, 'A callback was refused');
    throw refusal;
  }
}
