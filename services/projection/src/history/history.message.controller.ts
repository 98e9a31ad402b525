import { GetSystemHistoryQuery, RPC, type GetSystemHistoryReply } from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { GetSystemHistory } from './get-system-history.js';

@Controller()
export class HistoryController {
  constructor(private readonly getSystemHistory: GetSystemHistory) {}

  @RpcHandler(RPC.projection.getSystemHistory)
  get(query: GetSystemHistoryQuery): Promise<GetSystemHistoryReply> {
    return this.getSystemHistory.execute(query);
  }
}
