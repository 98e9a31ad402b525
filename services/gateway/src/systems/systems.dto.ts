import { SYSTEM_SORTS, SYSTEM_STATUSES, type SystemSort } from '@system-landscape/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { PageQuery, ReadQuery } from '../http/query.dto.js';

export class RegisterSystemBody {
  @ApiProperty({ example: 'S/4HANA Cloud production' }) @IsString() @MaxLength(1024) name!: string;
  @ApiProperty({ description: 'An id of `GET /v1/system-types`', example: 's4hana-cloud' })
  @IsString()
  @MaxLength(64)
  type!: string;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Needed for types that have scenario groups' })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(64)
  communicationScenarioGroup?: string | null;
}

export class ListSystemsQueryDto extends PageQuery {
  @ApiPropertyOptional({ enum: SYSTEM_STATUSES, description: 'Without it, ended systems are left out' })
  @IsOptional()
  @IsIn(SYSTEM_STATUSES)
  status?: (typeof SYSTEM_STATUSES)[number];
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(64) type?: string;
  @ApiPropertyOptional({ description: 'Found in names' }) @IsOptional() @IsString() @MaxLength(128) q?: string;
  @ApiPropertyOptional({ enum: SYSTEM_SORTS }) @IsOptional() @IsIn(SYSTEM_SORTS) sort?: SystemSort;
}

export class GetSystemQueryDto extends ReadQuery {
  @ApiPropertyOptional({ description: 'A time (RFC 3339) or a position, inclusive: the system as it was then' })
  @IsOptional()
  @Matches(/^(\d{1,20}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))$/i, {
    message: 'asOf is a time (RFC 3339) or a position',
  })
  asOf?: string;
}
