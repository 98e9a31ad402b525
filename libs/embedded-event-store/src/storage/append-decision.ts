import { NO_STREAM, type ExpectedRevision } from './expected-revision.js';

/** The state of the stream that an append is decided on. */
export interface AppendFacts {
  readonly lastRevision: number;
  readonly hardDeleted: boolean;
  readonly softDeleted: boolean;
  /** Whether the stream has metadata; a stream with metadata exists even without events. */
  readonly hasMetadata: boolean;
  /** Revision of a recent event of this stream with this id. */
  recentRevision(id: Buffer): number | undefined;
  /** Id of the event at a revision of this stream, if there is one. */
  idAt(revision: number): Buffer | undefined;
}

export type AppendDecision =
  | { readonly kind: 'append' }
  /** The append repeats an earlier one; `lastRevision` is the result of the earlier one. */
  | { readonly kind: 'repeated'; readonly lastRevision: number }
  | { readonly kind: 'wrong-expected-revision' }
  | { readonly kind: 'stream-deleted' };

/**
 * Decides an append by the rules of the real server (the commit check of its index writer). An append whose event ids
 * all exist at the revisions that it would write is idempotent: it succeeds with the original result. If only some
 * exist, the expected revision is wrong.
 */
export function decideAppend(facts: AppendFacts, expected: ExpectedRevision, ids: readonly Buffer[]): AppendDecision {
  if (facts.hardDeleted) return { kind: 'stream-deleted' };
  if (expected === 'stream_exists') {
    if (facts.softDeleted) return { kind: 'stream-deleted' };
    if (facts.lastRevision === NO_STREAM && !facts.hasMetadata) return { kind: 'wrong-expected-revision' };
  }
  if (expected === 'any' || expected === 'stream_exists') return decideByRecentIds(facts, ids);

  const expectedRevision = expected === 'no_stream' ? NO_STREAM : expected;
  if (expectedRevision > facts.lastRevision) return { kind: 'wrong-expected-revision' };
  if (expectedRevision === facts.lastRevision) return { kind: 'append' };
  return decideByRevisions(facts, expectedRevision, ids);
}

function decideByRecentIds(facts: AppendFacts, ids: readonly Buffer[]): AppendDecision {
  let lastRevision: number | undefined;
  for (const id of ids) {
    const revision = facts.recentRevision(id);
    if (revision === undefined) {
      return lastRevision === undefined ? { kind: 'append' } : { kind: 'wrong-expected-revision' };
    }
    lastRevision = revision;
  }
  return lastRevision === undefined ? { kind: 'append' } : { kind: 'repeated', lastRevision };
}

function decideByRevisions(facts: AppendFacts, expectedRevision: number, ids: readonly Buffer[]): AppendDecision {
  let revision = expectedRevision;
  for (const id of ids) {
    revision += 1;
    if (facts.idAt(revision)?.equals(id)) continue;
    const revives = revision === 0 && facts.softDeleted;
    return revives ? { kind: 'append' } : { kind: 'wrong-expected-revision' };
  }
  return ids.length === 0 ? { kind: 'wrong-expected-revision' } : { kind: 'repeated', lastRevision: revision };
}
