import { DeleteFormationRequest, SUBJECTS, type WriteReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DeleteFormation } from './delete-formation.js';

@Controller()
export class DeleteFormationController {
  constructor(@Inject(DeleteFormation) private readonly deleteFormation: DeleteFormation) {}

  @MessagePattern(SUBJECTS.assignment.deleteFormation)
  handle(@Payload() request: DeleteFormationRequest): Promise<WriteReply> {
    return this.deleteFormation.execute(request, administratorOf(request.globalAccountId));
  }
}
