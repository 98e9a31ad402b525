import { GetSystemHistoryQuery, SUBJECTS, type GetSystemHistoryReply } from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetSystemHistory } from './get-system-history.js';

@Controller()
export class HistoryController {
  constructor(@Inject(GetSystemHistory) private readonly getSystemHistory: GetSystemHistory) {}

  @MessagePattern(SUBJECTS.projection.getSystemHistory)
  get(@Payload() query: GetSystemHistoryQuery): Promise<GetSystemHistoryReply> {
    return this.getSystemHistory.execute(query);
  }
}
