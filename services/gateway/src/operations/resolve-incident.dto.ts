import { ResolveIncidentRequest, RESOLUTIONS } from '@system-landscape/contracts';
import { OmitType } from '@nestjs/swagger';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<ResolutionBody>({
  action: {
    type: String,
    enum: RESOLUTIONS,
    description: '`confirm-removed`: you have seen that the tenant side is gone',
  },
  note: { type: String, description: 'What you have found and done; it stays in the history', maxLength: 1000 },
})
export class ResolutionBody extends OmitType(ResolveIncidentRequest, ['systemId']) {}
