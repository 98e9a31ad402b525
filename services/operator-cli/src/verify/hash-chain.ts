import { createHash } from 'node:crypto';
import type { EventLine } from '../events/event-line.js';

/** Head of the chain before the first event. */
export const START_OF_CHAIN = Buffer.alloc(32);
/** Each event's digest is stored truncated: enough to find the event that differs. */
const DIGEST_BYTES = 16;

/** What a checkpoint stores about an event. */
export interface EventDigest {
  readonly id: string;
  /** The first 16 bytes of the SHA-256 of the event; hexadecimal. */
  readonly digest: string;
}

/** The digest of an event, and the head of the chain after it. */
export interface ChainedDigest extends EventDigest {
  /** SHA-256 over all events so far; hexadecimal. */
  readonly head: string;
}

/** A hash chain over events in log order. It does not cover positions, since a copy of the log has other ones. */
export class HashChain {
  private current: Buffer = START_OF_CHAIN;
  private length = 0;

  add(event: EventLine): ChainedDigest {
    const digest = digestOf(event);
    this.current = createHash('sha256').update(this.current).update(digest).digest();
    this.length += 1;
    return { id: event.id, digest: digest.subarray(0, DIGEST_BYTES).toString('hex'), head: this.head };
  }

  /** SHA-256 over all events so far; hexadecimal. */
  get head(): string {
    return this.current.toString('hex');
  }

  get count(): number {
    return this.length;
  }
}

function digestOf({ stream, revision, id, type, data, metadata }: EventLine): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([stream, revision, id, type, data, metadata]))
    .digest();
}

export type Difference =
  | { readonly kind: 'changed'; readonly event: EventLine }
  | { readonly kind: 'inserted'; readonly event: EventLine }
  /** Only the id of a dropped event is known. */
  | { readonly kind: 'dropped'; readonly id: string; readonly before?: EventLine }
  | { readonly kind: 'reordered'; readonly event: EventLine; readonly instead: string };

/**
 * Classifies the first difference between the log and the digests of its checkpoints.
 * @param actual the event of the log at the first difference; undefined at the end of the log
 * @param following ids of all later events of the log
 * @param expected the digest at the first difference
 * @param expectedLater ids of all later digests
 */
export function differenceAt(
  actual: EventLine | undefined,
  following: ReadonlySet<string>,
  expected: EventDigest,
  expectedLater: ReadonlySet<string>,
): Difference {
  if (!actual) return { kind: 'dropped', id: expected.id };
  if (actual.id === expected.id) return { kind: 'changed', event: actual };
  const expectedFollows = following.has(expected.id);
  const actualBelongsLater = expectedLater.has(actual.id);
  if (expectedFollows && actualBelongsLater) return { kind: 'reordered', event: actual, instead: expected.id };
  if (expectedFollows) return { kind: 'inserted', event: actual };
  if (actualBelongsLater) return { kind: 'dropped', id: expected.id, before: actual };
  // Neither occurs anywhere else: the event was replaced by one with another id.
  return { kind: 'changed', event: actual };
}
