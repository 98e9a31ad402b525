import { CreateFormationRequest, SUBJECTS, type FormationReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateFormation } from './create-formation.js';

@Controller()
export class CreateFormationController {
  constructor(@Inject(CreateFormation) private readonly createFormation: CreateFormation) {}

  @MessagePattern(SUBJECTS.assignment.createFormation)
  handle(@Payload() request: CreateFormationRequest): Promise<FormationReply> {
    return this.createFormation.execute(request, administratorOf(request.globalAccountId));
  }
}
