import type { RemoveEntitlementConfigurationRequest, WriteReply } from '@system-landscape/contracts';
import { Refusal, removeEntitlementConfiguration, systemIdOfEntitlementConfiguration } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';

/** Removes the assignment of a service plan. */
@Injectable()
export class RemoveEntitlementConfiguration {
  constructor(private readonly systems: AccountSystems) {}

  async execute(request: RemoveEntitlementConfigurationRequest, administrator: Administrator): Promise<WriteReply> {
    const { entitlementConfigurationId } = request;
    const systemId = systemIdOfEntitlementConfiguration(entitlementConfigurationId);
    if (systemId === undefined) throw new Refusal('NOT_FOUND', 'There is no such entitlement configuration.');
    const operation = `remove-entitlement-configuration/${entitlementConfigurationId}`;
    const result = await this.systems.execute(
      systemId,
      { ...administrator, operation },
      (state) => removeEntitlementConfiguration({ systemId, entitlementConfigurationId }, state),
      // It has no entity tag, and the decision says whether it is there.
      () => ({ exists: true }),
    );
    return writeReply(result);
  }
}
