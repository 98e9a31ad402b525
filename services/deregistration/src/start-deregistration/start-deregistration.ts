import type { StartDeregistrationReply, StartDeregistrationRequest } from '@system-landscape/contracts';
import { deregistrationViewOf, foldSystemRecord } from '@system-landscape/system-view';
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
    const record = foldSystemRecord(result.events, systemId)!;
    return { ...writeReply(result), deregistration: deregistrationViewOf(record) };
  }
}
