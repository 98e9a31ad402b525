import { createHash } from 'node:crypto';
import type { EventLine } from '../events/event-line.js';

/** The chain before the first event. */
export const START_OF_CHAIN = Buffer.alloc(32);
/** So much of an event's digest is kept for each event: enough to tell which one differs. */
const MARK_BYTES = 16;

/** What is kept of an event: 16 bytes of its id and 16 of its digest. */
export interface Mark {
  readonly id: string;
  readonly digest: string;
}

/** An event's mark, and the head of the chain after it. */
export interface Link extends Mark {
  /** SHA-256 over all events so far; hexadecimal. */
  readonly head: string;
}

/** A chain over events in log order; positions are no part of it, since a copy has others. */
export class Chain {
  private current: Buffer = START_OF_CHAIN;
  private length = 0;

  add(event: EventLine): Link {
    const digest = digestOf(event);
    this.current = createHash('sha256').update(this.current).update(digest).digest();
    this.length += 1;
    return { id: event.id, digest: digest.subarray(0, MARK_BYTES).toString('hex'), head: this.head };
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
  /** Its id is all that is left of it. */
  | { readonly kind: 'dropped'; readonly id: string; readonly before?: EventLine }
  | { readonly kind: 'reordered'; readonly event: EventLine; readonly instead: string };

/**
 * What has happened where log and marks part: the first event that is not as it was.
 * @param here the log's event at this place; undefined at the log's end
 * @param rest ids of all that follows in the log
 * @param expected the mark at this place
 * @param later ids of all marks after it
 */
export function differenceAt(
  here: EventLine | undefined,
  rest: ReadonlySet<string>,
  expected: Mark,
  later: ReadonlySet<string>,
): Difference {
  if (!here) return { kind: 'dropped', id: expected.id };
  if (here.id === expected.id) return { kind: 'changed', event: here };
  const [isElsewhere, belongsElsewhere] = [rest.has(expected.id), later.has(here.id)];
  if (isElsewhere && belongsElsewhere) return { kind: 'reordered', event: here, instead: expected.id };
  if (isElsewhere) return { kind: 'inserted', event: here };
  if (belongsElsewhere) return { kind: 'dropped', id: expected.id, before: here };
  // Neither is anywhere else: one was put in the other's place, under an id of its own.
  return { kind: 'changed', event: here };
}
