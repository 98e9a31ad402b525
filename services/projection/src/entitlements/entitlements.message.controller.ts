import {
  ListEntitlementConfigurationsQuery,
  RPC,
  type ListEntitlementConfigurationsReply,
} from '@system-landscape/contracts';
import { RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ListEntitlementConfigurations } from './list-entitlement-configurations.js';

@Controller()
export class EntitlementsController {
  constructor(private readonly listConfigurations: ListEntitlementConfigurations) {}

  @RpcHandler(RPC.projection.listEntitlementConfigurations)
  list(query: ListEntitlementConfigurationsQuery): Promise<ListEntitlementConfigurationsReply> {
    return this.listConfigurations.execute(query);
  }
}
