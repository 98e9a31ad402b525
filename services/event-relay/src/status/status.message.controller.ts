import { SUBJECTS, type RelayStatus } from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { Relay } from '../relay/relay.js';

@Controller()
export class StatusController {
  constructor(@Inject(Relay) private readonly relay: Relay) {}

  @MessagePattern(SUBJECTS.eventRelay.getStatus)
  get(): Promise<RelayStatus> {
    return this.relay.status();
  }
}
