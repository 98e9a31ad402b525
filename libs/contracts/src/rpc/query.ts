import 'reflect-metadata';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { LOG_POSITION } from '../log-position.js';

/** A query to the read model. */
export class Query {
  /** Waits up to 5 s until the read model includes this log position, then READ_MODEL_BEHIND. */
  @IsOptional()
  @Matches(LOG_POSITION, { message: 'minPosition must be a position: 1 to 20 digits' })
  minPosition?: string;
}

/** A query that is answered page by page. */
export class CursorQuery extends Query {
  /** `nextCursor` of the page before. */
  @IsOptional() @IsString() @Length(1, 1024) cursor?: string;
}

/** A list whose page size the caller may choose. */
export class PageQuery extends CursorQuery {
  @IsOptional() @IsInt({ message: 'limit is a whole number' }) @Min(1) @Max(200) limit?: number;
}

export interface QueryReply {
  /** Log position that the answer includes. */
  readonly position: string;
}

export interface Page<Item> extends QueryReply {
  readonly items: readonly Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}
