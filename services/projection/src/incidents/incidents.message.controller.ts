import { ListIncidentsQuery, RPC, type ListIncidentsReply } from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ListIncidents } from './list-incidents.js';

@Controller()
export class IncidentsController {
  constructor(private readonly listIncidents: ListIncidents) {}

  @RpcHandler(RPC.projection.listIncidents)
  list(query: ListIncidentsQuery): Promise<ListIncidentsReply> {
    return this.listIncidents.execute(query);
  }
}
