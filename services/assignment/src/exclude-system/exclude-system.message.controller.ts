import { ExcludeSystemRequest, SUBJECTS, type WriteReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ExcludeSystem } from './exclude-system.js';

@Controller()
export class ExcludeSystemController {
  constructor(@Inject(ExcludeSystem) private readonly excludeSystem: ExcludeSystem) {}

  @MessagePattern(SUBJECTS.assignment.excludeSystem)
  handle(@Payload() request: ExcludeSystemRequest): Promise<WriteReply> {
    return this.excludeSystem.execute(request, administratorOf(request.globalAccountId));
  }
}
