import * as contracts from '@system-landscape/contracts';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

const MIN_POSITION: ApiPropertyOptions = {
  required: false,
  description: 'Waits up to 5 s until the answer includes this log position',
  example: '4711',
};
const CURSOR: ApiPropertyOptions = { required: false, description: '`nextCursor` of the page before' };

/** Query parameters of every read. */
@ApiProperties<contracts.Query>({ minPosition: MIN_POSITION })
export class ReadQuery extends contracts.Query {}

/** Query parameters of reads that answer page by page. */
@ApiProperties<contracts.CursorQuery>({ minPosition: MIN_POSITION, cursor: CURSOR })
export class CursorQuery extends contracts.CursorQuery {}

/** Query parameters of every list. */
@ApiProperties<contracts.PageQuery>({
  minPosition: MIN_POSITION,
  cursor: CURSOR,
  limit: { required: false, description: 'Most items of a page', minimum: 1, maximum: 200, default: 50 },
})
export class PageQuery extends contracts.PageQuery {
  /** A query parameter is text. */
  @Transform(({ value }: { value: unknown }) => (/^-?\d{1,30}$/.test(String(value)) ? Number(value) : value))
  declare limit?: number;
}

/** A body without members. */
export class NoBody {}
