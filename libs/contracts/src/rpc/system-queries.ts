import 'reflect-metadata';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { LOG_POSITION } from '../log-position.js';
import type { PublicEvent } from '../public-events/index.js';
import type {
  DeregistrationView,
  EntitlementConfigurationView,
  ExtensionView,
  HistoryItem,
  IncidentItem,
  SystemExplanation,
  SystemView,
} from '../views/index.js';
import { defineRpc, replyOf } from './define-rpc.js';
import { PageQuery, Query, type Page, type QueryReply } from './query.js';
import { IsScopeId } from './request-scope.js';
import { SYSTEM_STATUSES } from './system-statuses.js';

export const SYSTEM_SORTS = [
  'name',
  '-name',
  'createdAt',
  '-createdAt',
  'statusChangedAt',
  '-statusChangedAt',
] as const;
export type SystemSort = (typeof SYSTEM_SORTS)[number];

export class GetSystemQuery extends Query {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(64) systemId!: string;
  /** A time (RFC 3339) or a position; inclusive. */
  @IsOptional() @IsString() @MaxLength(40) asOf?: string;
}
export interface GetSystemReply extends QueryReply {
  readonly system: SystemView;
}

export class ListSystemsQuery extends PageQuery {
  @IsScopeId() globalAccountId!: string;
  /** Without it, ended systems are left out. */
  @IsOptional() @IsIn(SYSTEM_STATUSES) status?: (typeof SYSTEM_STATUSES)[number];
  @IsOptional() @IsString() @Length(1, 64) type?: string;
  /** Part of the name, case-insensitive. */
  @IsOptional() @IsString() @MaxLength(128) q?: string;
  @IsOptional() @IsIn(SYSTEM_SORTS) sort?: SystemSort;
}
export type ListSystemsReply = Page<SystemView>;

export class GetSystemHistoryQuery extends PageQuery {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(64) systemId!: string;
}
export type GetSystemHistoryReply = Page<HistoryItem>;

/** Why a system of any account is in its status, for operators. */
export class ExplainSystemQuery extends Query {
  @IsString() @MaxLength(64) systemId!: string;
}
export interface ExplainSystemReply extends QueryReply {
  readonly explanation: SystemExplanation;
}

/** Whether a system can be deregistered, and how far its deregistration is. */
export class GetDeregistrationQuery extends Query {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(64) systemId!: string;
}
export interface GetDeregistrationReply extends QueryReply {
  readonly deregistration: DeregistrationView;
  /** That of the system. */
  readonly entityTag?: string;
}

/** Public events in log order: of one account, or of all accounts. */
export class ListEventsQuery extends Query {
  @IsOptional() @IsScopeId() globalAccountId?: string;
  /** Log position; 0 is before everything. */
  @Matches(LOG_POSITION, { message: 'after must be a position: 1 to 20 digits' }) after!: string;
  @IsOptional() @IsInt() @Min(1) @Max(500) limit?: number;
}
export interface ListEventsReply extends QueryReply {
  readonly items: readonly PublicEvent[];
  /** The items are complete up to this position: the `after` of the next query. Never before this query's `after`. */
  readonly completeTo: string;
  /** Whether there are more events. */
  readonly more: boolean;
}

export class ListExtensionsQuery extends PageQuery {
  @IsScopeId() tenantId!: string;
  /** Only those of the systems of this account. */
  @IsOptional() @IsScopeId() globalAccountId?: string;
}
export type ListExtensionsReply = Page<ExtensionView>;

export class GetExtensionQuery extends Query {
  @IsScopeId() tenantId!: string;
  @IsString() @MaxLength(80) extensionId!: string;
}
export interface GetExtensionReply extends QueryReply {
  readonly extension: ExtensionView;
  readonly entityTag?: string;
}

export class ListEntitlementConfigurationsQuery extends PageQuery {
  @IsScopeId() globalAccountId!: string;
}
export type ListEntitlementConfigurationsReply = Page<EntitlementConfigurationView>;

/** Open incidents of all accounts, for operators. */
export class ListIncidentsQuery extends PageQuery {}
export type ListIncidentsReply = Page<IncidentItem>;

/** Position of an event of a stream, once the read model includes it; for commands that appended nothing. */
export class GetPositionQuery {
  @IsString() @MaxLength(64) stream!: string;
  /** Revision of the event + 1. */
  @IsInt() @Min(1) version!: number;
}
export type GetPositionReply = QueryReply;

export const systemQueriesRpc = {
  getSystem: defineRpc('rpc.projection.get-system.v1', GetSystemQuery, replyOf<GetSystemReply>()),
  listSystems: defineRpc('rpc.projection.list-systems.v1', ListSystemsQuery, replyOf<ListSystemsReply>()),
  getSystemHistory: defineRpc(
    'rpc.projection.get-system-history.v1',
    GetSystemHistoryQuery,
    replyOf<GetSystemHistoryReply>(),
  ),
  explainSystem: defineRpc('rpc.projection.explain-system.v1', ExplainSystemQuery, replyOf<ExplainSystemReply>()),
  getDeregistration: defineRpc(
    'rpc.projection.get-deregistration.v1',
    GetDeregistrationQuery,
    replyOf<GetDeregistrationReply>(),
  ),
  listEvents: defineRpc('rpc.projection.list-events.v1', ListEventsQuery, replyOf<ListEventsReply>()),
  getExtension: defineRpc('rpc.projection.get-extension.v1', GetExtensionQuery, replyOf<GetExtensionReply>()),
  listExtensions: defineRpc('rpc.projection.list-extensions.v1', ListExtensionsQuery, replyOf<ListExtensionsReply>(), [
    'gateway',
    'registration',
  ]),
  getPosition: defineRpc('rpc.projection.get-position.v1', GetPositionQuery, replyOf<GetPositionReply>(), [
    'gateway',
    'assignment',
  ]),
  listEntitlementConfigurations: defineRpc(
    'rpc.projection.list-entitlement-configurations.v1',
    ListEntitlementConfigurationsQuery,
    replyOf<ListEntitlementConfigurationsReply>(),
  ),
  listIncidents: defineRpc('rpc.projection.list-incidents.v1', ListIncidentsQuery, replyOf<ListIncidentsReply>()),
} as const;
