import { ConfigureEntitlementRequest, SUBJECTS, type EntitlementConfigurationReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ENTITLEMENT_ADMINISTRATORS } from '../account/entitlement-administrators.js';
import { ConfigureEntitlement } from './configure-entitlement.js';

@Controller()
export class ConfigureEntitlementController {
  constructor(@Inject(ConfigureEntitlement) private readonly configureEntitlement: ConfigureEntitlement) {}

  @MessagePattern(SUBJECTS.assignment.configureEntitlement)
  handle(@Payload() request: ConfigureEntitlementRequest): Promise<EntitlementConfigurationReply> {
    return this.configureEntitlement.execute(
      request,
      administratorOf(request.globalAccountId, ENTITLEMENT_ADMINISTRATORS),
    );
  }
}
