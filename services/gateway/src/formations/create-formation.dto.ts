import { CreateFormationRequest } from '@system-landscape/contracts';
import { OmitType } from '@nestjs/swagger';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<CreateFormationBody>({
  name: { type: String, description: 'Unique among the formations of the account', example: 'Order to cash' },
  type: {
    type: String,
    required: false,
    nullable: true,
    description: 'What it is for',
    example: 'side-by-side-extensibility',
  },
})
export class CreateFormationBody extends OmitType(CreateFormationRequest, ['globalAccountId']) {}
