import 'reflect-metadata';
import { IsIn } from 'class-validator';
import { defineRpc, replyOf } from './define-rpc.js';
import { CursorQuery, Query, type QueryReply } from './query.js';
import { EmptyRequest } from './request-scope.js';

/* Status and rebuild of the read model, for operators. */

export interface ProjectionStatus extends QueryReply {
  /** Answers of earlier releases have `pglite`. */
  readonly storage: 'libsql' | 'pglite' | 'postgresql';
  readonly schema: string;
  readonly eventsPerSecond: number;
  /** Whether the projection has reached the end of the log. */
  readonly caughtUp: boolean;
  /** Events applied so far. */
  readonly events: number;
  /** Streams in quarantine; absent in answers of earlier releases. */
  readonly quarantined?: number;
  /** The shadow tables, if there are any. */
  readonly beside: ShadowReadModel | null;
}

/** A second set of tables that is kept up to date but does not answer queries. */
export interface ShadowReadModel {
  /** `building`: being rebuilt from the log; `ready`: caught up; `before`: the previous tables, kept for a rollback. */
  readonly role: 'building' | 'ready' | 'before';
  readonly position: string;
  readonly events: number;
}

export class SwitchReadModelCommand {
  /** Which shadow tables become the live ones: the rebuilt or the previous ones. */
  @IsIn(['rebuilt', 'before']) to!: 'rebuilt' | 'before';
}

/** Compares the rows of the live and the shadow tables, page by page. */
export class CompareReadModelsQuery extends CursorQuery {}
/** Rows of one table in both read models, at the same position. */
export interface CompareReadModelsReply extends QueryReply {
  readonly table: string;
  /** Rows of the live table, on its first page; null on the others. */
  readonly rowsOfTable: number | null;
  /** Rows compared on this page. */
  readonly rows: number;
  readonly checksums: { readonly live: string; readonly beside: string };
  /** How many of the rows differ. */
  readonly differing: number;
  /** The first of the rows that differ. */
  readonly differences: readonly {
    readonly key: readonly string[];
    readonly what: 'not the same' | 'only in the live one' | 'only in the rebuilt one';
  }[];
  readonly nextCursor: string | null;
}

export const readModelsRpc = {
  getStatus: defineRpc('rpc.projection.get-status.v1', Query, replyOf<ProjectionStatus>()),
  beginRebuild: defineRpc('rpc.projection.begin-rebuild.v1', EmptyRequest, replyOf<ProjectionStatus>()),
  discardRebuild: defineRpc('rpc.projection.discard-rebuild.v1', EmptyRequest, replyOf<ProjectionStatus>()),
  switchReadModel: defineRpc(
    'rpc.projection.switch-read-model.v1',
    SwitchReadModelCommand,
    replyOf<ProjectionStatus>(),
  ),
  compareReadModels: defineRpc(
    'rpc.projection.compare-read-models.v1',
    CompareReadModelsQuery,
    replyOf<CompareReadModelsReply>(),
  ),
} as const;
