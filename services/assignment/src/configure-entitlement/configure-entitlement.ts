import type { ConfigureEntitlementRequest, EntitlementConfigurationReply } from '@system-landscape/contracts';
import { foldOwnEvents } from '@system-landscape/system-view';
import { configureEntitlement } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';

/** Assigns a service plan for a Registered system to a subaccount (N-12). */
@Injectable()
export class ConfigureEntitlement {
  constructor(private readonly systems: AccountSystems) {}

  async execute(
    request: ConfigureEntitlementRequest,
    administrator: Administrator,
  ): Promise<EntitlementConfigurationReply> {
    const { systemId, subaccount, service, plan } = request;
    const context = { ...administrator, operation: 'configure-entitlement' };
    const result = await this.systems.execute(systemId, context, (state) =>
      configureEntitlement({ systemId, subaccount, service, plan }, state),
    );
    const { state, own } = result;
    const configured = state.status === 'NONE' ? [] : foldOwnEvents(state, own).system.entitlementConfigurations;
    const entitlementConfiguration = configured.at(-1);
    if (!entitlementConfiguration) throw new Error('The command has left no entitlement configuration');
    return { ...writeReply(result), entitlementConfiguration };
  }
}
