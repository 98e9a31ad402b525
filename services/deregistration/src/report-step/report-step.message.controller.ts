import { ReportStepRequest, SUBJECTS } from '@system-landscape/contracts';
import { tenantSideOf } from '@system-landscape/messaging';
import { ReportStep } from '@system-landscape/saga';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';

/** Callbacks that registration has handed on, as their attempt is none of its own. */
@Controller()
export class ReportStepController {
  constructor(@Inject(ReportStep) private readonly reportStep: ReportStep) {}

  @MessagePattern(SUBJECTS.deregistration.reportStep)
  async handle(@Payload() request: ReportStepRequest): Promise<object> {
    const outcome = await this.reportStep.execute(request, tenantSideOf(request.tenantId, 'tenant-system'));
    if (outcome === 'not-of-this-saga') throw this.reportStep.refuseUnknown(request);
    return {};
  }
}
