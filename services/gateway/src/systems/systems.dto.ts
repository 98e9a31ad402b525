import { ListSystemsQuery, RegisterSystemRequest, SYSTEM_SORTS, SYSTEM_STATUSES } from '@system-landscape/contracts';
import { ApiPropertyOptional, IntersectionType, OmitType, PickType } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { PageQuery, ReadQuery } from '../http/query.dto.js';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<RegisterSystemBody>({
  name: { type: String, description: 'Unique among the systems of the account', example: 'S/4HANA Cloud production' },
  type: { type: String, description: 'An id of `GET /v1/system-types`', example: 's4hana-cloud' },
  communicationScenarioGroup: {
    type: String,
    required: false,
    nullable: true,
    description: 'Needed for types that have scenario groups',
  },
})
export class RegisterSystemBody extends OmitType(RegisterSystemRequest, ['globalAccountId']) {}

@ApiProperties<Omit<ListSystemsQueryDto, keyof PageQuery>>({
  status: {
    type: String,
    required: false,
    enum: SYSTEM_STATUSES,
    description: 'Without it, ended systems are left out',
  },
  type: { type: String, required: false, description: 'An id of `GET /v1/system-types`' },
  q: { type: String, required: false, description: 'Found in names' },
  sort: { type: String, required: false, enum: SYSTEM_SORTS, description: 'Order of the list' },
})
export class ListSystemsQueryDto extends IntersectionType(
  PageQuery,
  PickType(ListSystemsQuery, ['status', 'type', 'q', 'sort']),
) {}

export class GetSystemQueryDto extends ReadQuery {
  @ApiPropertyOptional({ description: 'A time (RFC 3339) or a position, inclusive: the system as it was then' })
  @IsOptional()
  @Matches(/^(\d{1,20}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))$/i, {
    message: 'asOf is a time (RFC 3339) or a position',
  })
  asOf?: string;
}
