import 'reflect-metadata';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { defineRpc, replyOf } from './define-rpc.js';
import { Query, type QueryReply } from './query.js';
import { IsScopeId } from './request-scope.js';

/* Queries of the sweeps. The answers are hints: the service loads the stream and decides. */

/** Attempts whose `nextActionAt` or `deadlineAt` is at or before `dueAt`. */
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

/** Live tokens whose validity ended at or before `dueAt`. */
export class ListOverdueTokensQuery extends Query {
  @IsISO8601() dueAt!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1000) limit?: number;
}
export interface ListOverdueTokensReply extends QueryReply {
  readonly items: readonly { readonly systemId: string; readonly tokenId: string }[];
}

/** Live, unexpired tokens of an account and type (X-01: a soft cap). */
export class CountLiveTokensQuery extends Query {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(64) type!: string;
  @IsISO8601() at!: string;
}
export interface CountLiveTokensReply extends QueryReply {
  readonly count: number;
}

export const sweepQueriesRpc = {
  listDueAttempts: defineRpc(
    'rpc.projection.list-due-attempts.v1',
    ListDueAttemptsQuery,
    replyOf<ListDueAttemptsReply>(),
    ['registration', 'deregistration'],
  ),
  listOverdueTokens: defineRpc(
    'rpc.projection.list-overdue-tokens.v1',
    ListOverdueTokensQuery,
    replyOf<ListOverdueTokensReply>(),
    ['token-issuance'],
  ),
  countLiveTokens: defineRpc(
    'rpc.projection.count-live-tokens.v1',
    CountLiveTokensQuery,
    replyOf<CountLiveTokensReply>(),
    ['token-issuance'],
  ),
} as const;
