import { LRUCache } from 'lru-cache';
import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Entries of each kind; a further one evicts the least recently used. */
const MAX_ENTRIES = 1_000;

type Entries = LRUCache<string, AdapterPayload>;

/**
 * In-memory storage for oidc-provider: sessions, authorization codes, grants, interactions. A restart ends all sessions
 * of the provider; access tokens stay valid.
 */
export class InMemoryStore {
  private readonly entriesByKind = new Map<string, Entries>();

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number = Date.now) {}

  /** The storage adapter for one kind of entry. */
  adapterFor(kind: string): Adapter {
    const entries = this.entriesOf(kind);
    return {
      upsert: (id, payload, expiresInS) => {
        // The cache keeps an entry up to and including its last millisecond; it has to expire at that moment.
        entries.set(id, payload, { ttl: expiresInS * 1_000 - 1 });
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(entries.get(id)),
      findByUid: (uid) => Promise.resolve(entries.find((payload) => payload.uid === uid)),
      findByUserCode: () => Promise.resolve(undefined),
      consume: (id) => {
        const payload = entries.get(id);
        if (payload) payload.consumed = Math.floor(this.now() / 1_000);
        return Promise.resolve();
      },
      destroy: (id) => {
        entries.delete(id);
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [id, payload] of [...entries.entries()]) if (payload.grantId === grantId) entries.delete(id);
        return Promise.resolve();
      },
    };
  }

  private entriesOf(kind: string): Entries {
    const existing = this.entriesByKind.get(kind);
    if (existing) return existing;
    // A resolution of 0 asks the clock for every access, so that no entry outlives its time to live.
    const entries: Entries = new LRUCache({ max: MAX_ENTRIES, ttlResolution: 0, perf: { now: this.now } });
    this.entriesByKind.set(kind, entries);
    return entries;
  }
}
