import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAtMs: number;
}

/** Entries of one kind that are kept; the oldest gives way. */
const MAX_ENTRIES = 1_000;

/**
 * What a sign-in leaves behind (sessions, codes, grants), in memory: a restart signs everybody out of the provider, but
 * no access token becomes invalid.
 */
export class Memory {
  private readonly kinds = new Map<string, Map<string, Entry>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** The library's view of one kind of entry. */
  adapterFor(kind: string): Adapter {
    const entries = this.entriesOf(kind);
    const find = (id: string): AdapterPayload | undefined => {
      const entry = entries.get(id);
      return entry && entry.expiresAtMs > this.now() ? entry.payload : undefined;
    };
    const findWhere = (matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...entries.keys()].map(find).find((payload) => payload !== undefined && matches(payload));
    return {
      upsert: (id, payload, expiresInS) => {
        entries.delete(id);
        const oldest = entries.keys().next();
        if (entries.size >= MAX_ENTRIES && !oldest.done) entries.delete(oldest.value);
        entries.set(id, { payload, expiresAtMs: this.now() + expiresInS * 1_000 });
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(find(id)),
      findByUid: (uid) => Promise.resolve(findWhere((payload) => payload.uid === uid)),
      findByUserCode: () => Promise.resolve(undefined),
      consume: (id) => {
        const payload = find(id);
        if (payload) payload.consumed = Math.floor(this.now() / 1_000);
        return Promise.resolve();
      },
      destroy: (id) => {
        entries.delete(id);
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [id, { payload }] of entries) if (payload.grantId === grantId) entries.delete(id);
        return Promise.resolve();
      },
    };
  }

  private entriesOf(kind: string): Map<string, Entry> {
    const entries = this.kinds.get(kind) ?? new Map<string, Entry>();
    this.kinds.set(kind, entries);
    return entries;
  }
}
