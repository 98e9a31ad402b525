import { ConfigureEntitlementRequest } from '@system-landscape/contracts';
import { OmitType } from '@nestjs/swagger';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<ConfigureEntitlementBody>({
  subaccount: { type: String, example: 'dev-eu10' },
  service: { type: String, example: 's4-hana-cloud' },
  plan: { type: String, example: 'messaging' },
  systemId: { type: String, description: 'A Registered system' },
})
export class ConfigureEntitlementBody extends OmitType(ConfigureEntitlementRequest, ['globalAccountId']) {}
