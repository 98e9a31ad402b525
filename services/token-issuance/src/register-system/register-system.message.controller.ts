import { RegisterSystemRequest, RPC, type RegisterSystemReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { RegisterSystem } from './register-system.js';

@Controller()
export class RegisterSystemController {
  constructor(private readonly registerSystem: RegisterSystem) {}

  @RpcHandler(RPC.tokenIssuance.registerSystem)
  handle(request: RegisterSystemRequest): Promise<RegisterSystemReply> {
    return this.registerSystem.execute(request, administratorOf(request.globalAccountId));
  }
}
