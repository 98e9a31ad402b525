import type { CountParkedReply, EmptyReply, EmptyRequest, Rpc } from '@system-landscape/contracts';
import { operatorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller, Logger, type Type } from '@nestjs/common';
import { ParkedHints } from './parked-hints.js';

interface ParkedHintsRpc {
  readonly countParked: Rpc<EmptyRequest, CountParkedReply>;
  readonly replayParked: Rpc<EmptyRequest, EmptyReply>;
}

/** Counts and replays the parked hints of the service, for operators. */
export function parkedHintsController(rpc: ParkedHintsRpc): Type {
  @Controller()
  class ParkedHintsController {
    private readonly logger = new Logger('ParkedHints');

    constructor(private readonly parkedHints: ParkedHints) {}

    @RpcHandler(rpc.countParked)
    async count(): Promise<CountParkedReply> {
      operatorOf();
      return { parked: await this.parkedHints.count() };
    }

    @RpcHandler(rpc.replayParked)
    async replay(): Promise<EmptyReply> {
      const { actor } = operatorOf();
      await this.parkedHints.replay();
      const audit = { audit: 'parked-hints-replayed', subscription: this.parkedHints.service, actor: actor.subject };
      this.logger.log(audit, 'Parked hints are replayed');
      return {};
    }
  }
  return ParkedHintsController;
}
