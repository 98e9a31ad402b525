import { DeleteFormationRequest, RPC, type WriteReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { DeleteFormation } from './delete-formation.js';

@Controller()
export class DeleteFormationController {
  constructor(private readonly deleteFormation: DeleteFormation) {}

  @RpcHandler(RPC.assignment.deleteFormation)
  handle(request: DeleteFormationRequest): Promise<WriteReply> {
    return this.deleteFormation.execute(request, administratorOf(request.globalAccountId));
  }
}
