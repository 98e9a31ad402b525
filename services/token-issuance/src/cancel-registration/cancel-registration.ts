import type { CancelRegistrationRequest, WriteReply } from '@system-landscape/contracts';
import { cancelRegistration } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';

/** R11: cancels the registration of a system whose token was not redeemed, or that is in Error without an extension. */
@Injectable()
export class CancelRegistration {
  constructor(private readonly systems: AccountSystems) {}

  async execute(request: CancelRegistrationRequest, administrator: Administrator): Promise<WriteReply> {
    const { systemId } = request;
    const result = await this.systems.execute(
      systemId,
      { ...administrator, operation: 'cancel-registration' },
      (state, now) => cancelRegistration({ systemId, now }, state),
    );
    return writeReply(result);
  }
}
