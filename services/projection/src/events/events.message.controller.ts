import { ListEventsQuery, RPC, type ListEventsReply } from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ListEvents } from './list-events.js';

@Controller()
export class EventsController {
  constructor(private readonly listEvents: ListEvents) {}

  @RpcHandler(RPC.projection.listEvents)
  list(query: ListEventsQuery): Promise<ListEventsReply> {
    return this.listEvents.execute(query);
  }
}
