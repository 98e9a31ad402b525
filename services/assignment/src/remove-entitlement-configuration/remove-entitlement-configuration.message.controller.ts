import { RemoveEntitlementConfigurationRequest, RPC, type WriteReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ENTITLEMENT_ADMINISTRATORS } from '../account/entitlement-administrators.js';
import { RemoveEntitlementConfiguration } from './remove-entitlement-configuration.js';

@Controller()
export class RemoveEntitlementConfigurationController {
  constructor(private readonly removeEntitlementConfiguration: RemoveEntitlementConfiguration) {}

  @RpcHandler(RPC.assignment.removeEntitlementConfiguration)
  handle(request: RemoveEntitlementConfigurationRequest): Promise<WriteReply> {
    return this.removeEntitlementConfiguration.execute(
      request,
      administratorOf(request.globalAccountId, ENTITLEMENT_ADMINISTRATORS),
    );
  }
}
