import { RegisterSystemRequest, SUBJECTS, type RegisterSystemReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RegisterSystem } from './register-system.js';

@Controller()
export class RegisterSystemController {
  constructor(@Inject(RegisterSystem) private readonly registerSystem: RegisterSystem) {}

  @MessagePattern(SUBJECTS.tokenIssuance.registerSystem)
  handle(@Payload() request: RegisterSystemRequest): Promise<RegisterSystemReply> {
    return this.registerSystem.execute(request, administratorOf(request.globalAccountId));
  }
}
