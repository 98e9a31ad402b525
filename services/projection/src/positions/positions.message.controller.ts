import { GetPositionQuery, RPC, type GetPositionReply } from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { GetPosition } from './get-position.js';

@Controller()
export class PositionsController {
  constructor(private readonly getPosition: GetPosition) {}

  @RpcHandler(RPC.projection.getPosition)
  get(query: GetPositionQuery): Promise<GetPositionReply> {
    return this.getPosition.execute(query);
  }
}
