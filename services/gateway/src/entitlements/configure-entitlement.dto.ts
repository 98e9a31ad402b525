import { ConfigureEntitlementRequest } from '@system-landscape/contracts';
import { OmitType } from '@nestjs/swagger';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<ConfigureEntitlementBody>({
  subaccount: { type: String, description: 'The subaccount that gets the service plan', example: 'dev-eu10' },
  service: { type: String, description: 'Name of the service', example: 's4-hana-cloud' },
  plan: { type: String, description: 'Name of the service plan', example: 'messaging' },
  systemId: { type: String, description: 'A Registered system' },
})
export class ConfigureEntitlementBody extends OmitType(ConfigureEntitlementRequest, ['globalAccountId']) {}
