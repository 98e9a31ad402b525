import { PROJECTION_HEARTBEAT_MS, type ProjectionCommitted } from '@system-landscape/contracts';
import type { Clock } from '@system-landscape/service-kit';
import { LRUCache } from 'lru-cache';

/** How long the cache may be used without a message from the projection. */
export const MAX_SILENCE_MS = 3 * PROJECTION_HEARTBEAT_MS;
/** Estimated memory of an entry without its body. */
const BYTES_PER_ENTRY = 600;

/** Identifies a query. */
export interface CacheKey {
  /** Id of what invalidates the response when it changes: a system, or an account for a list of its systems. */
  readonly dependsOn: string;
  /** Distinguishes the queries that depend on the same id. It must hold whatever decides who may see the response. */
  readonly query: string;
}

/** A response as it is sent. */
export interface CachedResponse {
  readonly body: Buffer;
  readonly entityTag?: string;
  /** Time from which on the response is another one without a commit; milliseconds since the epoch. */
  readonly validUntil?: number;
}

interface Entry extends CachedResponse {
  readonly dependsOn: string;
  /** Position of the read model when it gave the response. */
  readonly position: bigint;
}

interface LastCommit {
  readonly readModel: string;
  /** All commits up to here have invalidated what they changed. */
  readonly position: bigint;
}

/**
 * Responses about systems, invalidated by the commits that the projection publishes. Every commit message must continue the
 * one before it; a gap, or a message about other tables, clears the cache. While no message arrives at all the cache is not
 * used, because lost messages leave no gap to detect.
 */
export class ResponseCache {
  private readonly entries: LRUCache<string, Entry>;
  /** Keys of the entries by what they depend on. */
  private readonly keysByDependency = new Map<string, Set<string>>();
  private lastCommit: LastCommit | undefined;
  private lastMessageAt = -Infinity;
  /** Rises with every clear: a response to a query that began before may be stale. */
  private generation = 0;

  /**
   * @param maxBytes least recently used responses are evicted above it
   * @param now monotonic milliseconds
   * @param clock of `validUntil`
   */
  constructor(
    maxBytes: number,
    private readonly now: () => number,
    private readonly clock: Clock,
  ) {
    this.entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ body }) => body.length + BYTES_PER_ENTRY,
      dispose: ({ dependsOn }, key, reason) => {
        if (reason !== 'set') this.removeDependency(dependsOn, key);
      },
    });
  }

  /**
   * @param minPosition the response must include the events up to here
   * @returns the response, and the position up to which it is known to be current; undefined when the read model must be
   *   queried
   */
  get(
    key: CacheKey,
    minPosition: string | undefined,
  ): { readonly response: CachedResponse; readonly position: string } | undefined {
    const { lastCommit } = this;
    if (!lastCommit || this.now() - this.lastMessageAt > MAX_SILENCE_MS) return undefined;
    const entry = this.entries.get(textOf(key));
    if (!entry || (entry.validUntil !== undefined && entry.validUntil <= this.clock.now().getTime())) return undefined;
    const position = entry.position > lastCommit.position ? entry.position : lastCommit.position;
    if (minPosition !== undefined && position < BigInt(minPosition)) return undefined;
    return { response: entry, position: position.toString() };
  }

  /**
   * To be called before the read model is queried.
   * @returns stores the response, unless a commit may have changed it since
   */
  beginQuery(key: CacheKey): (response: CachedResponse, position: string) => void {
    const { generation } = this;
    return (response, text) => {
      const position = BigInt(text);
      const { lastCommit } = this;
      // A commit up to `lastCommit.position` may have changed it, and found no entry to invalidate.
      if (!lastCommit || generation !== this.generation || position < lastCommit.position) return;
      this.set(key, { ...response, dependsOn: key.dependsOn, position });
    };
  }

  /** Invalidates what the commit has changed. @param commit undefined for a message that cannot be parsed: a gap */
  onCommit(commit: ProjectionCommitted | undefined): void {
    const { lastCommit } = this;
    if (!commit) {
      this.clear();
      this.lastCommit = undefined;
      return;
    }
    const { readModel, previousPosition, position: text, ids, globalAccountIds } = commit;
    const position = BigInt(text);
    if (lastCommit?.readModel === readModel && lastCommit.position === BigInt(previousPosition)) {
      for (const changed of [...ids, ...globalAccountIds]) this.invalidate(changed, position);
    } else {
      this.clear();
    }
    this.lastCommit = { readModel, position };
    this.lastMessageAt = this.now();
  }

  private set(key: CacheKey, entry: Entry): void {
    const text = textOf(key);
    // An entry above the maximum size is not stored.
    if (!this.entries.set(text, entry).has(text)) return;
    const keys = this.keysByDependency.get(key.dependsOn);
    if (keys) keys.add(text);
    else this.keysByDependency.set(key.dependsOn, new Set([text]));
  }

  private clear(): void {
    this.entries.clear();
    this.generation += 1;
  }

  private invalidate(changed: string, position: bigint): void {
    for (const key of this.keysByDependency.get(changed) ?? []) {
      const entry = this.entries.peek(key);
      // A response from a later position already includes the change.
      if (entry && entry.position < position) this.entries.delete(key);
    }
  }

  private removeDependency(dependsOn: string, key: string): void {
    const keys = this.keysByDependency.get(dependsOn);
    if (keys?.delete(key) && keys.size === 0) this.keysByDependency.delete(dependsOn);
  }
}

function textOf({ dependsOn, query }: CacheKey): string {
  return `${dependsOn} ${query}`;
}
