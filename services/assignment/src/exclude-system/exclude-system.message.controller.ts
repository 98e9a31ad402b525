import { ExcludeSystemRequest, RPC, type WriteReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ExcludeSystem } from './exclude-system.js';

@Controller()
export class ExcludeSystemController {
  constructor(private readonly excludeSystem: ExcludeSystem) {}

  @RpcHandler(RPC.assignment.excludeSystem)
  handle(request: ExcludeSystemRequest): Promise<WriteReply> {
    return this.excludeSystem.execute(request, administratorOf(request.globalAccountId));
  }
}
