import { ReportStepRequest, RPC, type EmptyReply } from '@system-landscape/contracts';
import { RpcClient, RpcHandler, tenantSideOf } from '@system-landscape/messaging';
import { ReportStep } from '@system-landscape/saga';
import { Controller } from '@nestjs/common';

/**
 * Receives the callbacks of tenants. An attempt belongs to one saga, so the callback of an attempt that registration does
 * not run is forwarded to deregistration.
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
