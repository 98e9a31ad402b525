import { ListEventsQuery, SUBJECTS, type ListEventsReply } from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListEvents } from './list-events.js';

@Controller()
export class EventsController {
  constructor(@Inject(ListEvents) private readonly listEvents: ListEvents) {}

  @MessagePattern(SUBJECTS.projection.listEvents)
  list(@Payload() query: ListEventsQuery): Promise<ListEventsReply> {
    return this.listEvents.execute(query);
  }
}
