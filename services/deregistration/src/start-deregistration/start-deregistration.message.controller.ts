import { StartDeregistrationRequest, RPC, type StartDeregistrationReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { StartDeregistration } from './start-deregistration.js';

@Controller()
export class StartDeregistrationController {
  constructor(private readonly startDeregistration: StartDeregistration) {}

  @RpcHandler(RPC.deregistration.start)
  handle(request: StartDeregistrationRequest): Promise<StartDeregistrationReply> {
    return this.startDeregistration.execute(request, administratorOf(request.globalAccountId));
  }
}
