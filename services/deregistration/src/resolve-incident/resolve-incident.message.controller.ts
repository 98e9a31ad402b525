import { ResolveIncidentRequest, SUBJECTS, type WriteReply } from '@system-landscape/contracts';
import { operatorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ResolveIncident } from './resolve-incident.js';

@Controller()
export class ResolveIncidentController {
  constructor(@Inject(ResolveIncident) private readonly resolveIncident: ResolveIncident) {}

  @MessagePattern(SUBJECTS.deregistration.resolveIncident)
  handle(@Payload() request: ResolveIncidentRequest): Promise<WriteReply> {
    return this.resolveIncident.execute(request, operatorOf());
  }
}
