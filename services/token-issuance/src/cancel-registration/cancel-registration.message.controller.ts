import { CancelRegistrationRequest, RPC, type WriteReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { CancelRegistration } from './cancel-registration.js';

@Controller()
export class CancelRegistrationController {
  constructor(private readonly cancelRegistration: CancelRegistration) {}

  @RpcHandler(RPC.tokenIssuance.cancelRegistration)
  handle(request: CancelRegistrationRequest): Promise<WriteReply> {
    return this.cancelRegistration.execute(request, administratorOf(request.globalAccountId));
  }
}
