import { SUBJECTS, type ProjectionStatus } from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { GetStatus } from './get-status.js';

@Controller()
export class StatusController {
  constructor(@Inject(GetStatus) private readonly getStatus: GetStatus) {}

  @MessagePattern(SUBJECTS.projection.getStatus)
  get(): Promise<ProjectionStatus> {
    return this.getStatus.execute();
  }
}
