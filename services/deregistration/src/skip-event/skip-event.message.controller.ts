import { RPC, SkipEventRequest, type SkipEventReply } from '@system-landscape/contracts';
import { operatorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { SkipEvent } from './skip-event.js';

@Controller()
export class SkipEventController {
  constructor(private readonly skipEvent: SkipEvent) {}

  @RpcHandler(RPC.deregistration.skipEvent)
  handle(request: SkipEventRequest): Promise<SkipEventReply> {
    return this.skipEvent.execute(request, operatorOf());
  }
}
