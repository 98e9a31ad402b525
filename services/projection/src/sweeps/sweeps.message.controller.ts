import {
  CountLiveTokensQuery,
  ListDueAttemptsQuery,
  ListOverdueTokensQuery,
  SUBJECTS,
  type CountLiveTokensReply,
  type ListDueAttemptsReply,
  type ListOverdueTokensReply,
} from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { Sweeps } from './sweeps.js';

@Controller()
export class SweepsController {
  constructor(@Inject(Sweeps) private readonly sweeps: Sweeps) {}

  @MessagePattern(SUBJECTS.projection.listDueAttempts)
  listDueAttempts(@Payload() query: ListDueAttemptsQuery): Promise<ListDueAttemptsReply> {
    return this.sweeps.listDueAttempts(query);
  }

  @MessagePattern(SUBJECTS.projection.listOverdueTokens)
  listOverdueTokens(@Payload() query: ListOverdueTokensQuery): Promise<ListOverdueTokensReply> {
    return this.sweeps.listOverdueTokens(query);
  }

  @MessagePattern(SUBJECTS.projection.countLiveTokens)
  countLiveTokens(@Payload() query: CountLiveTokensQuery): Promise<CountLiveTokensReply> {
    return this.sweeps.countLiveTokens(query);
  }
}
