import { StepReportBody } from '@system-landscape/contracts';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<StepReportBody>({
  state: { description: '`COMPLETED` or `FAILED`', example: 'COMPLETED' },
  fencingNumber: { description: 'As the request of the step had it', minimum: 1, example: 1 },
  reason: { required: false, description: 'Why it has failed' },
})
export class StepCallbackBody extends StepReportBody {}
