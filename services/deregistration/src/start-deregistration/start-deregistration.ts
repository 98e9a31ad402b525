import type { StartDeregistrationReply, StartDeregistrationRequest } from '@system-landscape/contracts';
import { deregistrationViewOf, foldOwnEvents } from '@system-landscape/system-view';
import { startDeregistration } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { SagaSettings } from '@system-landscape/saga';
import { Injectable } from '@nestjs/common';

/** R7: the account deregisters a system without references (M-24, M-26). */
@Injectable()
export class StartDeregistration {
  constructor(
    private readonly systems: AccountSystems,
    private readonly settings: SagaSettings,
  ) {}

  async execute(
    { systemId }: StartDeregistrationRequest,
    administrator: Administrator,
  ): Promise<StartDeregistrationReply> {
    const context = { ...administrator, operation: 'start-deregistration' };
    const result = await this.systems.execute(systemId, context, (state, now) =>
      startDeregistration({ systemId, startedBy: 'account', ...this.settings.attemptTiming, now }, state),
    );
    const { state, own } = result;
    if (state.status === 'NONE') throw new Error('The command has left no system');
    return { ...writeReply(result), deregistration: deregistrationViewOf(foldOwnEvents(state, own)) };
  }
}
