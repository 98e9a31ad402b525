import 'reflect-metadata';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { FormationView } from '../views/index.js';
import { defineRpc, replyOf } from './define-rpc.js';
import { CursorQuery, PageQuery, Query, type Page, type QueryReply } from './query.js';
import { IsScopeId } from './request-scope.js';

export class ListFormationsQuery extends PageQuery {
  @IsScopeId() globalAccountId!: string;
}
export type ListFormationsReply = Page<FormationView>;

export class GetFormationQuery extends Query {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(64) formationId!: string;
}
export interface GetFormationReply extends QueryReply {
  readonly formation: FormationView;
}

/** Ids of the systems in a formation; deleting the formation excludes them. */
export class ListFormationMembersQuery extends CursorQuery {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(64) formationId!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1000) limit?: number;
}
export type ListFormationMembersReply = Page<{ readonly systemId: string }>;

/** For the sweep: formations whose deletion began and has not ended. The answer is a hint, not a decision. */
export class ListFormationDeletionsQuery extends Query {
  @IsOptional() @IsInt() @Min(1) @Max(1000) limit?: number;
}
export interface ListFormationDeletionsReply extends QueryReply {
  readonly items: readonly { readonly globalAccountId: string; readonly formationId: string }[];
}

export const formationQueriesRpc = {
  listFormations: defineRpc('rpc.projection.list-formations.v1', ListFormationsQuery, replyOf<ListFormationsReply>()),
  getFormation: defineRpc('rpc.projection.get-formation.v1', GetFormationQuery, replyOf<GetFormationReply>(), [
    'gateway',
    'assignment',
  ]),
  listFormationMembers: defineRpc(
    'rpc.projection.list-formation-members.v1',
    ListFormationMembersQuery,
    replyOf<ListFormationMembersReply>(),
    ['assignment'],
  ),
  listFormationDeletions: defineRpc(
    'rpc.projection.list-formation-deletions.v1',
    ListFormationDeletionsQuery,
    replyOf<ListFormationDeletionsReply>(),
    ['assignment'],
  ),
} as const;
