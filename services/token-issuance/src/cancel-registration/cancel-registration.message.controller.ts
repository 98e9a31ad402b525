import { CancelRegistrationRequest, SUBJECTS, type WriteReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CancelRegistration } from './cancel-registration.js';

@Controller()
export class CancelRegistrationController {
  constructor(@Inject(CancelRegistration) private readonly cancelRegistration: CancelRegistration) {}

  @MessagePattern(SUBJECTS.tokenIssuance.cancelRegistration)
  handle(@Payload() request: CancelRegistrationRequest): Promise<WriteReply> {
    return this.cancelRegistration.execute(request, administratorOf(request.globalAccountId));
  }
}
