import {
  CountLiveTokensQuery,
  ListDueAttemptsQuery,
  ListOverdueTokensQuery,
  RPC,
  type CountLiveTokensReply,
  type ListDueAttemptsReply,
  type ListOverdueTokensReply,
} from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { Sweeps } from './sweeps.js';

@Controller()
export class SweepsController {
  constructor(private readonly sweeps: Sweeps) {}

  @RpcHandler(RPC.projection.listDueAttempts)
  listDueAttempts(query: ListDueAttemptsQuery): Promise<ListDueAttemptsReply> {
    return this.sweeps.listDueAttempts(query);
  }

  @RpcHandler(RPC.projection.listOverdueTokens)
  listOverdueTokens(query: ListOverdueTokensQuery): Promise<ListOverdueTokensReply> {
    return this.sweeps.listOverdueTokens(query);
  }

  @RpcHandler(RPC.projection.countLiveTokens)
  countLiveTokens(query: CountLiveTokensQuery): Promise<CountLiveTokensReply> {
    return this.sweeps.countLiveTokens(query);
  }
}
