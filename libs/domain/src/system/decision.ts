import type { Refusal } from '../refusal.js';

/** What a decision says: the events that shall be appended (none: the effect is there already) or why not. */
export type Decision<Event> = readonly Event[] | Refusal;
