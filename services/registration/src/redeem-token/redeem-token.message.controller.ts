import { RedeemTokenRequest, RPC, type ExtensionReply } from '@system-landscape/contracts';
import { RpcHandler, tenantSideOf } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { RedeemToken } from './redeem-token.js';

@Controller()
export class RedeemTokenController {
  constructor(private readonly redeemToken: RedeemToken) {}

  @RpcHandler(RPC.registration.redeemToken)
  handle(request: RedeemTokenRequest): Promise<ExtensionReply> {
    return this.redeemToken.execute(request, tenantSideOf(request.tenantId, 'tenant-admin'));
  }
}
