import type { FormationEvent, SystemEvent } from '@system-landscape/domain';
import type { LogItem, StoredEvent } from '@system-landscape/event-store';

export type EventItem = Extract<LogItem, { kind: 'event' }>;

export function isOfSystem(stored: StoredEvent): stored is StoredEvent<SystemEvent> {
  return 'systemId' in stored.event.data;
}

export function isOfFormation(stored: StoredEvent): stored is StoredEvent<FormationEvent> {
  return !isOfSystem(stored);
}
