import { ListIncidentsQuery, RPC, type ListIncidentsReply } from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { ListIncidents } from './list-incidents.js';

@Controller()
export class IncidentsController {
  constructor(@Inject(ListIncidents) private readonly listIncidents: ListIncidents) {}

  @RpcHandler(RPC.projection.listIncidents)
  list(query: ListIncidentsQuery): Promise<ListIncidentsReply> {
    return this.listIncidents.execute(query);
  }
}
