import { ReportStepRequest, RPC, type EmptyReply } from '@system-landscape/contracts';
import { RpcHandler, tenantSideOf } from '@system-landscape/messaging';
import { ReportStep } from '@system-landscape/saga';
import { Controller } from '@nestjs/common';

/** Receives the callbacks that registration forwards because it does not run their attempt. */
@Controller()
export class ReportStepController {
  constructor(private readonly reportStep: ReportStep) {}

  @RpcHandler(RPC.deregistration.reportStep)
  async handle(request: ReportStepRequest): Promise<EmptyReply> {
    const outcome = await this.reportStep.execute(request, tenantSideOf(request.tenantId, 'tenant-system'));
    if (outcome === 'not-of-this-saga') throw this.reportStep.refuseUnknown(request);
    return {};
  }
}
