import { ConfigureEntitlementRequest, RPC, type EntitlementConfigurationReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { ENTITLEMENT_ADMINISTRATORS } from '../account/entitlement-administrators.js';
import { ConfigureEntitlement } from './configure-entitlement.js';

@Controller()
export class ConfigureEntitlementController {
  constructor(private readonly configureEntitlement: ConfigureEntitlement) {}

  @RpcHandler(RPC.assignment.configureEntitlement)
  handle(request: ConfigureEntitlementRequest): Promise<EntitlementConfigurationReply> {
    return this.configureEntitlement.execute(
      request,
      administratorOf(request.globalAccountId, ENTITLEMENT_ADMINISTRATORS),
    );
  }
}
