import { GetPositionQuery, SUBJECTS, type GetPositionReply } from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPosition } from './get-position.js';

@Controller()
export class PositionsController {
  constructor(@Inject(GetPosition) private readonly getPosition: GetPosition) {}

  @MessagePattern(SUBJECTS.projection.getPosition)
  get(@Payload() query: GetPositionQuery): Promise<GetPositionReply> {
    return this.getPosition.execute(query);
  }
}
