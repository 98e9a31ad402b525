import { StepReportBody } from '@system-landscape/contracts';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<StepReportBody>({
  state: { description: '`COMPLETED` or `FAILED`', example: 'COMPLETED' },
  fencingNumber: { minimum: 1 },
  reason: { required: false },
})
export class StepCallbackBody extends StepReportBody {}
