import { IncludeSystemRequest, RPC, type WriteReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { IncludeSystem } from './include-system.js';

@Controller()
export class IncludeSystemController {
  constructor(private readonly includeSystem: IncludeSystem) {}

  @RpcHandler(RPC.assignment.includeSystem)
  handle(request: IncludeSystemRequest): Promise<WriteReply> {
    return this.includeSystem.execute(request, administratorOf(request.globalAccountId));
  }
}
