import { ListIncidentsQuery, SUBJECTS, type ListIncidentsReply } from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListIncidents } from './list-incidents.js';

@Controller()
export class IncidentsController {
  constructor(@Inject(ListIncidents) private readonly listIncidents: ListIncidents) {}

  @MessagePattern(SUBJECTS.projection.listIncidents)
  list(@Payload() query: ListIncidentsQuery): Promise<ListIncidentsReply> {
    return this.listIncidents.execute(query);
  }
}
