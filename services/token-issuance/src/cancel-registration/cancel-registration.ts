import type { CancelRegistrationRequest, WriteReply } from '@system-landscape/contracts';
import { cancelRegistration } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { AccountSystems } from '../account/account-systems.js';
import type { Administrator } from '../account/administrator.js';
import { writeReply } from '../token/token-replies.js';

/** R11: takes a system that nobody has redeemed, or one in Error without an extension, off the list. */
@Injectable()
export class CancelRegistration {
  constructor(@Inject(AccountSystems) private readonly systems: AccountSystems) {}

  async execute(request: CancelRegistrationRequest, administrator: Administrator): Promise<WriteReply> {
    const { systemId } = request;
    const executed = await this.systems.execute('cancel-registration', request, administrator, (state, now) =>
      cancelRegistration({ systemId, now }, state),
    );
    return writeReply(executed);
  }
}
