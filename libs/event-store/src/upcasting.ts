import type { Recorded } from '@system-landscape/domain';

/** An event as it was written, in the schema version of its time. */
export interface RawEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Converts the data of an event from one schema version to the next. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** By event type: the upcasters from version 1 to 2, from 2 to 3, and so on. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

/**
 * The upcasters of the events of `libs/domain`, which are all in their first version. Stored events never change, so an
 * entry is never changed or removed either.
 */
export const UPCASTERS: Upcasters = {};

/** The newest schema version of an event type, which this release writes. */
export function schemaVersionOf(type: string, upcasters = UPCASTERS): number {
  return 1 + (upcasters[type]?.length ?? 0);
}

/**
 * Brings a stored event to its newest schema version. Every reader of stored events calls it, whether they come from a
 * stream, from `$all`, from a persistent subscription or from the read model. Only exports and copies of the log keep
 * events as they were written.
 * @throws Error for an event that a later release wrote
 */
export function toNewestVersion<Event extends { readonly type: string; readonly data: object }>(
  raw: RawEvent,
  upcasters = UPCASTERS,
): Recorded<Event> {
  return upcast(raw, upcasters) as unknown as Recorded<Event>;
}

function upcast(raw: RawEvent, upcasters: Upcasters): RawEvent {
  const { type, data, metadata } = raw;
  const written = metadata['schemaVersion'] ?? 1;
  const newest = schemaVersionOf(type, upcasters);
  if (written === newest) return raw;
  if (typeof written !== 'number' || !Number.isSafeInteger(written) || written < 1)
    throw new Error(`${type} has no valid schema version`);
  if (written > newest) {
    throw new Error(`${type} has schema version ${written}; this release knows ${newest}. Update the service.`);
  }
  const steps = upcasters[type]!.slice(written - 1);
  return {
    ...raw,
    data: steps.reduce((older, toNext) => toNext(older), data),
    metadata: { ...metadata, schemaVersion: newest },
  };
}
