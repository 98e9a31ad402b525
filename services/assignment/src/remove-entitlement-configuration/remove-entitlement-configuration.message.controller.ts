import { RemoveEntitlementConfigurationRequest, SUBJECTS, type WriteReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ENTITLEMENT_ADMINISTRATORS } from '../account/entitlement-administrators.js';
import { RemoveEntitlementConfiguration } from './remove-entitlement-configuration.js';

@Controller()
export class RemoveEntitlementConfigurationController {
  constructor(
    @Inject(RemoveEntitlementConfiguration)
    private readonly removeEntitlementConfiguration: RemoveEntitlementConfiguration,
  ) {}

  @MessagePattern(SUBJECTS.assignment.removeEntitlementConfiguration)
  handle(@Payload() request: RemoveEntitlementConfigurationRequest): Promise<WriteReply> {
    return this.removeEntitlementConfiguration.execute(
      request,
      administratorOf(request.globalAccountId, ENTITLEMENT_ADMINISTRATORS),
    );
  }
}
