import { LRUCache } from 'lru-cache';
import type { AggregateState } from './aggregate.js';

/** The state of a stream up to a version, from which a load reads on. */
export interface KeptState<State extends AggregateState = AggregateState> {
  readonly state: State;
  /** Id of the last event that the state has folded: another one at its place is another log. */
  readonly lastEventId: string;
  readonly snapshot: KnownSnapshot;
}

/** The newest stored snapshot of a stream that this process knows. */
export interface KnownSnapshot {
  /** Version of the state in it; 0 without one that this release can use. */
  readonly version: number;
  /** Its place in the stream of snapshots; undefined without any. */
  readonly revision?: bigint;
}

export const NO_SNAPSHOT: KnownSnapshot = { version: 0 };

/** Shorter streams are read as fast as they are read on. */
const SHORTEST = 100;
const MAX_BYTES = 32 * 1024 * 1024;
/** Estimated memory of a state: of the rest, and of each event, whose command it keeps. */
const BYTES = 4_000;
const BYTES_PER_EVENT = 250;

/** Cache of the states of long streams. A kept state is never the truth: the load that reads on from it checks it. */
export class KeptStates {
  private readonly states: LRUCache<string, KeptState>;

  constructor(maxBytes = MAX_BYTES) {
    this.states = new LRUCache<string, KeptState>({
      maxSize: maxBytes,
      sizeCalculation: ({ state }) => BYTES + BYTES_PER_EVENT * state.version,
    });
  }

  get(stream: string): KeptState | undefined {
    return this.states.get(stream);
  }

  set(stream: string, kept: KeptState): void {
    if (kept.state.version >= SHORTEST) this.states.set(stream, kept);
  }

  delete(stream: string): void {
    this.states.delete(stream);
  }
}
