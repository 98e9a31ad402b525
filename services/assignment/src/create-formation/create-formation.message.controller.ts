import { CreateFormationRequest, RPC, type FormationReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { CreateFormation } from './create-formation.js';

@Controller()
export class CreateFormationController {
  constructor(private readonly createFormation: CreateFormation) {}

  @RpcHandler(RPC.assignment.createFormation)
  handle(request: CreateFormationRequest): Promise<FormationReply> {
    return this.createFormation.execute(request, administratorOf(request.globalAccountId));
  }
}
