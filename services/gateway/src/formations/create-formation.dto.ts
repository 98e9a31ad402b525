import { CreateFormationRequest } from '@system-landscape/contracts';
import { OmitType } from '@nestjs/swagger';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<CreateFormationBody>({
  name: { type: String, example: 'Order to cash' },
  type: { type: String, required: false, nullable: true, example: 'side-by-side-extensibility' },
})
export class CreateFormationBody extends OmitType(CreateFormationRequest, ['globalAccountId']) {}
