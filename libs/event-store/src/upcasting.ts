/** An event as it was stored. */
export interface RawEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Brings an event of one schema version to the next one. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * By event type: the upcasters from version 1 to 2, from 2 to 3, and so on. Stored events never change, so an entry
 * is never changed or removed either.
 */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

export type Upcast = (raw: RawEvent) => RawEvent;

/** The upcasters of the events of `libs/domain`: all of them are in their first version. */
export const UPCASTERS: Upcasters = {};

/** Version that events of this type are written with. */
export function schemaVersionOf(type: string, upcasters: Upcasters = UPCASTERS): number {
  return 1 + (upcasters[type]?.length ?? 0);
}

/** Reads every stored version as the newest one. An event from the future throws: this release must not guess. */
export function upcastWith(upcasters: Upcasters): Upcast {
  return (raw) => {
    const stored = typeof raw.metadata['schemaVersion'] === 'number' ? raw.metadata['schemaVersion'] : 1;
    const newest = schemaVersionOf(raw.type, upcasters);
    if (stored === newest) return raw;
    if (stored > newest) {
      throw new Error(`${raw.type} has schema version ${stored}; this release knows ${newest}. Update the service.`);
    }
    const data = upcasters[raw.type]!.slice(stored - 1).reduce((older, next) => next(older), raw.data);
    return { ...raw, data, metadata: { ...raw.metadata, schemaVersion: newest } };
  };
}

/** Reads what this release knows as it knows it. */
export const upcast = upcastWith(UPCASTERS);
