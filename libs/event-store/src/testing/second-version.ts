import type { Recorded } from '@system-landscape/domain';
import type { DomainEvent } from '../stored-event.js';
import { UPCASTERS, type RawEvent, type Upcaster } from '../upcasting.js';

const TYPE = 'SystemAdded';
const registry = UPCASTERS as Record<string, readonly Upcaster[]>;

/**
 * Registers a second schema version of `SystemAdded` in this process: version 1 has a `title`; version 2, which this
 * release supports, has a `name`.
 * @returns a function that removes it
 */
export function registerSecondVersion(): () => void {
  registry[TYPE] = [({ title, ...rest }) => ({ ...rest, name: title })];
  return () => {
    delete registry[TYPE];
  };
}

/** Events as a release of the first version wrote them. */
export function inFirstVersion(events: readonly Recorded<DomainEvent>[]): RawEvent[] {
  return events.map(({ type, data, metadata }) => {
    if (type !== TYPE) return { type, data: { ...data }, metadata: { ...metadata } };
    const { name, ...rest } = data;
    return { type, data: { ...rest, title: name }, metadata: { ...metadata, schemaVersion: 1 } };
  });
}

/** Events as a release of the second version writes them. */
export function inSecondVersion(events: readonly Recorded<DomainEvent>[]): RawEvent[] {
  return events.map(({ type, data, metadata }) => ({
    type,
    data: { ...data },
    metadata: { ...metadata, schemaVersion: type === TYPE ? 2 : metadata.schemaVersion },
  }));
}
