import { ReportStepRequest, RPC, type EmptyReply } from '@system-landscape/contracts';
import { RpcClient, RpcHandler, tenantSideOf } from '@system-landscape/messaging';
import { ReportStep } from '@system-landscape/saga';
import { Controller } from '@nestjs/common';

/**
 * The door for the callbacks of tenants. An attempt belongs to one saga for good, so one that this saga does not run is
 * handed on to the other, which has the last word.
 */
@Controller()
export class ReportStepController {
  constructor(
    private readonly reportStep: ReportStep,
    private readonly rpc: RpcClient,
  ) {}

  @RpcHandler(RPC.registration.reportStep)
  async handle(request: ReportStepRequest): Promise<EmptyReply> {
    const outcome = await this.reportStep.execute(request, tenantSideOf(request.tenantId, 'tenant-system'));
    return outcome === 'taken' ? {} : this.rpc.request(RPC.deregistration.reportStep, request);
  }
}
