import { ResolveIncidentRequest, RPC, type WriteReply } from '@system-landscape/contracts';
import { operatorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ResolveIncident } from './resolve-incident.js';

@Controller()
export class ResolveIncidentController {
  constructor(private readonly resolveIncident: ResolveIncident) {}

  @RpcHandler(RPC.deregistration.resolveIncident)
  handle(request: ResolveIncidentRequest): Promise<WriteReply> {
    return this.resolveIncident.execute(request, operatorOf());
  }
}
