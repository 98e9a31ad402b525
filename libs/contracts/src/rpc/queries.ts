import 'reflect-metadata';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { LOG_POSITION } from '../log-position.js';
import type { PublicEvent } from '../public-events/index.js';
import type { DeregistrationView, ExtensionView, IncidentView, SystemView } from '../system-view.js';

const SCOPE_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/** Statuses a list can be asked for. */
export const SYSTEM_STATUSES = [
  'PENDING',
  'REGISTERED',
  'ERROR',
  'DEREGISTERING',
  'DEREGISTER_ERROR',
  'REMOVED',
  'DEREGISTERED',
] as const;
export const SYSTEM_SORTS = [
  'name',
  '-name',
  'createdAt',
  '-createdAt',
  'statusChangedAt',
  '-statusChangedAt',
] as const;
export type SystemSort = (typeof SYSTEM_SORTS)[number];

/** Every query may wait for a position; 5 s at most, then READ_MODEL_BEHIND. */
export class Query {
  @IsOptional() @Matches(LOG_POSITION, { message: 'minPosition is a decimal position' }) minPosition?: string;
}
/** Every answer says the position it is from. */
export interface QueryReply {
  readonly position: string;
}
export interface Page<Item> extends QueryReply {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export class GetSystemQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  @IsString() @MaxLength(64) systemId!: string;
  /** A time (RFC 3339) or a position; inclusive. */
  @IsOptional() @IsString() @MaxLength(40) asOf?: string;
}
export interface GetSystemReply extends QueryReply {
  readonly system: SystemView;
}

export class ListSystemsQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  /** Without it, ended systems are left out: they have left the list. */
  @IsOptional() @IsIn(SYSTEM_STATUSES) status?: (typeof SYSTEM_STATUSES)[number];
  @IsOptional() @IsString() @MaxLength(64) type?: string;
  /** Found in names, without regard to case. */
  @IsOptional() @IsString() @MaxLength(128) q?: string;
  @IsOptional() @IsIn(SYSTEM_SORTS) sort?: SystemSort;
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(1024) cursor?: string;
}
export type ListSystemsReply = Page<SystemView>;

export class GetSystemHistoryQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  @IsString() @MaxLength(64) systemId!: string;
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(1024) cursor?: string;
}
export interface HistoryItem {
  readonly position: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly actor: { readonly subject: string; readonly role: string };
  /** A sentence for people. */
  readonly summary: string;
  readonly correlationId: string;
  readonly data: object;
}
export type GetSystemHistoryReply = Page<HistoryItem>;

/** Whether a system can be deregistered, and how its deregistration goes. */
export class GetDeregistrationQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  @IsString() @MaxLength(64) systemId!: string;
}
export interface GetDeregistrationReply extends QueryReply {
  readonly deregistration: DeregistrationView;
}

/** Public events in log order: those of an account, or of all of them. */
export class ListEventsQuery extends Query {
  @IsOptional() @Matches(SCOPE_PATTERN) globalAccountId?: string;
  /** Log position; 0 is before everything. */
  @Matches(LOG_POSITION, { message: 'after is a decimal position' }) after!: string;
  @IsOptional() @IsInt() @Min(1) @Max(500) limit?: number;
}
export interface ListEventsReply extends QueryReply {
  readonly items: readonly PublicEvent[];
  /** Up to here the items are all there are; the next question's `after`. Never before the one asked after. */
  readonly completeTo: string;
  /** Whether more is known already. */
  readonly more: boolean;
}

export class ListExtensionsQuery extends Query {
  @Matches(SCOPE_PATTERN) tenantId!: string;
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(1024) cursor?: string;
}
export type ListExtensionsReply = Page<ExtensionView>;

export class GetExtensionQuery extends Query {
  @Matches(SCOPE_PATTERN) tenantId!: string;
  @IsString() @MaxLength(80) extensionId!: string;
}
export interface GetExtensionReply extends QueryReply {
  readonly extension: ExtensionView;
}

/** For the sweeps: attempts with `nextActionAt` or `deadlineAt` at or before a time; a hint, never a decision. */
export class ListDueAttemptsQuery extends Query {
  @IsIn(['registration', 'deregistration']) saga!: 'registration' | 'deregistration';
  @IsISO8601() dueAt!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1000) limit?: number;
}
export interface DueAttempt {
  readonly systemId: string;
  readonly tenantId: string;
  readonly attempt: number;
  readonly dueAt: string;
}
export interface ListDueAttemptsReply extends QueryReply {
  readonly items: readonly DueAttempt[];
}

/** For the sweep: live tokens whose validity has ended. */
export class ListOverdueTokensQuery extends Query {
  @IsISO8601() dueAt!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1000) limit?: number;
}
export interface ListOverdueTokensReply extends QueryReply {
  readonly items: readonly { readonly systemId: string; readonly tokenId: string }[];
}

/** Live and unexpired tokens of an account and type (X-01: a soft cap). */
export class CountLiveTokensQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  @IsString() @MaxLength(64) type!: string;
  @IsISO8601() at!: string;
}
export interface CountLiveTokensReply extends QueryReply {
  readonly count: number;
}

/** Position of an event of a stream, waiting until the read model knows it: for writes that appended nothing. */
export class GetPositionQuery {
  @IsString() @MaxLength(64) stream!: string;
  /** Stream revision + 1. */
  @IsInt() @Min(1) version!: number;
}
export type GetPositionReply = QueryReply;

export interface ProjectionStatus extends QueryReply {
  readonly storage: 'pglite' | 'postgresql';
  readonly schema: string;
  readonly eventsPerSecond: number;
  /** Whether the end of the log was reached. */
  readonly caughtUp: boolean;
  /** Taken in so far. */
  readonly events: number;
  /** The read model beside the one that answers, if there is one. */
  readonly beside: ReadModelBeside | null;
}
export interface ReadModelBeside {
  /** `building` from the log, `ready` to answer, or what answered `before` and is kept as the way back. */
  readonly role: 'building' | 'ready' | 'before';
  readonly position: string;
  readonly events: number;
}

/** How far the public events are published. */
export interface RelayStatus {
  /** Of the last event that was published, `0` before the first one; null while that is not known. */
  readonly position: string | null;
  /** Age of the oldest event that waits to be published, 0 when none waits; null while that is not known. */
  readonly lagSeconds: number | null;
  /** Why nothing is published, and what can be done; null when all is well. */
  readonly problem: string | null;
}

export class SwitchReadModelCommand {
  @IsIn(['rebuilt', 'before']) to!: 'rebuilt' | 'before';
}

export class CompareReadModelsQuery extends Query {
  @IsOptional() @IsString() @MaxLength(1024) cursor?: string;
}
/** Rows of a table in the two read models, at the same position of both. */
export interface CompareReadModelsReply extends QueryReply {
  readonly table: string;
  /** Rows of the live table, on its first page; null on the others. */
  readonly rowsOfTable: number | null;
  /** Rows that were compared. */
  readonly rows: number;
  readonly checksums: { readonly live: string; readonly beside: string };
  /** How many of the rows differ. */
  readonly differing: number;
  /** The first of them. */
  readonly differences: readonly {
    readonly key: readonly string[];
    readonly what: 'not the same' | 'only in the live one' | 'only in the rebuilt one';
  }[];
  readonly nextCursor: string | null;
}

/** Open incidents of all accounts, for operators. */
export class ListIncidentsQuery extends Query {
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(1024) cursor?: string;
}
export interface IncidentItem extends IncidentView {
  readonly globalAccountId: string;
  readonly systemId: string;
  readonly systemName: string;
  readonly tenantId: string;
  readonly attempt: number;
}
export type ListIncidentsReply = Page<IncidentItem>;
