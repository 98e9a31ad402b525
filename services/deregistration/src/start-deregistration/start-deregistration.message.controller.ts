import { StartDeregistrationRequest, SUBJECTS, type StartDeregistrationReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { StartDeregistration } from './start-deregistration.js';

@Controller()
export class StartDeregistrationController {
  constructor(@Inject(StartDeregistration) private readonly startDeregistration: StartDeregistration) {}

  @MessagePattern(SUBJECTS.deregistration.start)
  handle(@Payload() request: StartDeregistrationRequest): Promise<StartDeregistrationReply> {
    return this.startDeregistration.execute(request, administratorOf(request.globalAccountId));
  }
}
