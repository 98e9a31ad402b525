import { RedeemTokenRequest } from '@system-landscape/contracts';
import { OmitType } from '@nestjs/swagger';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<RedeemTokenBody>({
  integrationToken: { type: String, description: 'As the account showed it' },
})
export class RedeemTokenBody extends OmitType(RedeemTokenRequest, ['tenantId']) {}
