import {
  ListEntitlementConfigurationsQuery,
  SUBJECTS,
  type ListEntitlementConfigurationsReply,
} from '@system-landscape/contracts';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListEntitlementConfigurations } from './list-entitlement-configurations.js';

@Controller()
export class EntitlementsController {
  constructor(
    @Inject(ListEntitlementConfigurations) private readonly listConfigurations: ListEntitlementConfigurations,
  ) {}

  @MessagePattern(SUBJECTS.projection.listEntitlementConfigurations)
  list(@Payload() query: ListEntitlementConfigurationsQuery): Promise<ListEntitlementConfigurationsReply> {
    return this.listConfigurations.execute(query);
  }
}
