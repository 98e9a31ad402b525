import type { CountParkedReply } from '@system-landscape/contracts';
import { operatorOf } from '@system-landscape/messaging';
import { Controller, Inject, Logger, type Type } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { ParkedHints } from './parked-hints.js';

/** The operators' side of a service's hints: whoever consumes a subscription answers for what it has parked. */
export function parkedHintsController(subjects: { readonly countParked: string; readonly replayParked: string }): Type {
  @Controller()
  class ParkedHintsController {
    private readonly logger = new Logger('ParkedHints');

    constructor(@Inject(ParkedHints) private readonly parkedHints: ParkedHints) {}

    @MessagePattern(subjects.countParked)
    async count(): Promise<CountParkedReply> {
      operatorOf();
      return { parked: await this.parkedHints.count() };
    }

    @MessagePattern(subjects.replayParked)
    async replay(): Promise<object> {
      const { actor } = operatorOf();
      await this.parkedHints.replay();
      const audit = { audit: 'parked-hints-replayed', subscription: this.parkedHints.group, actor: actor.subject };
      this.logger.log(audit, 'Parked hints are handed out once more');
      return {};
    }
  }
  return ParkedHintsController;
}
