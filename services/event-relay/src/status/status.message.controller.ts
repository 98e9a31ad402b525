import { MendRelayCommand, RPC, type EmptyReply, type RelayStatus } from '@system-landscape/contracts';
import { operatorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller, Logger } from '@nestjs/common';
import { Relay } from '../relay/relay.js';

@Controller()
export class StatusController {
  private readonly logger = new Logger(StatusController.name);

  constructor(private readonly relay: Relay) {}

  @RpcHandler(RPC.eventRelay.getStatus)
  get(): Promise<RelayStatus> {
    return this.relay.status();
  }

  @RpcHandler(RPC.eventRelay.mend)
  async mend({ upTo }: MendRelayCommand): Promise<EmptyReply> {
    const { actor } = operatorOf();
    this.logger.warn({ audit: 'relay-mended', upTo, actor: actor.subject }, 'An operator has messages skipped');
    await this.relay.mend(upTo);
    return {};
  }
}
