import { RedeemTokenRequest, SUBJECTS, type ExtensionReply } from '@system-landscape/contracts';
import { tenantSideOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RedeemToken } from './redeem-token.js';

@Controller()
export class RedeemTokenController {
  constructor(@Inject(RedeemToken) private readonly redeemToken: RedeemToken) {}

  @MessagePattern(SUBJECTS.registration.redeemToken)
  handle(@Payload() request: RedeemTokenRequest): Promise<ExtensionReply> {
    return this.redeemToken.execute(request, tenantSideOf(request.tenantId, 'tenant-admin'));
  }
}
