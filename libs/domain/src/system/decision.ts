import { Refusal, type RefusalCode } from '../refusal.js';
import { isFormerLife } from './system.queries.js';
import type { SystemState } from './system.state.js';

/** Result of a decision: the events to append (none when the state already shows the effect), or a refusal. */
export type Decision<Event> = readonly Event[] | Refusal;

/** The refusal of a command about a system that is not the current life: it is unknown, or its name has a new life. */
export function noCurrentSystem(state: SystemState, systemId: string, whenEnded: RefusalCode): Refusal {
  return isFormerLife(state, systemId)
    ? new Refusal(whenEnded, 'The system has ended, and its name was registered anew. Use the new system.')
    : new Refusal('NOT_FOUND', 'There is no such system.');
}
