import { RPC, type RelayStatus } from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { Relay } from '../relay/relay.js';

@Controller()
export class StatusController {
  constructor(private readonly relay: Relay) {}

  @RpcHandler(RPC.eventRelay.getStatus)
  get(): Promise<RelayStatus> {
    return this.relay.status();
  }
}
