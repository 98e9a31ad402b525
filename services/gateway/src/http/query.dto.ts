import { LOG_POSITION } from '@system-landscape/contracts';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

/** What every read takes. */
export class ReadQuery {
  @ApiPropertyOptional({ description: 'Waits up to 5 s until the answer includes this log position', example: '4711' })
  @IsOptional()
  @Matches(LOG_POSITION, { message: 'minPosition is a decimal position' })
  minPosition?: string;
}

/** What every read takes that goes page by page. */
export class CursorQuery extends ReadQuery {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  cursor?: string;
}

/** What every list takes. */
export class PageQuery extends CursorQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (/^\d{1,6}$/.test(String(value)) ? Number(value) : value))
  @IsInt({ message: 'limit is a whole number' })
  @Min(1)
  @Max(200)
  limit?: number;
}

/** A body without members. */
export class NoBody {}
