import { IncludeSystemRequest, SUBJECTS, type WriteReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { IncludeSystem } from './include-system.js';

@Controller()
export class IncludeSystemController {
  constructor(@Inject(IncludeSystem) private readonly includeSystem: IncludeSystem) {}

  @MessagePattern(SUBJECTS.assignment.includeSystem)
  handle(@Payload() request: IncludeSystemRequest): Promise<WriteReply> {
    return this.includeSystem.execute(request, administratorOf(request.globalAccountId));
  }
}
