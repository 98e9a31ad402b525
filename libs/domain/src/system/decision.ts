import { Refusal, type RefusalCode } from '../refusal.js';
import { isFormerLife } from './system.queries.js';
import type { SystemState } from './system.state.js';

/** What a decision says: the events that shall be appended (none: the effect is there already) or why not. */
export type Decision<Event> = readonly Event[] | Refusal;

/** Why a command about a system that is not the current life is refused: it is unknown, or its name has a new system. */
export function noCurrentSystem(state: SystemState, systemId: string, whenEnded: RefusalCode): Refusal {
  return isFormerLife(state, systemId)
    ? new Refusal(whenEnded, 'The system has ended, and its name was registered anew. Use the new system.')
    : new Refusal('NOT_FOUND', 'There is no such system.');
}
