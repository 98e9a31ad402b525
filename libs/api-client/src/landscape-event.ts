import { EVENT_TYPES, type components } from './generated/events.js';

export { EVENT_TYPES };

/** `SystemAdded`, `SystemRegistered`, … */
export type EventName = keyof typeof EVENT_TYPES;

/** A public event of the given name: a CloudEvent (CloudEvents 1.0). */
export interface EventOf<Name extends EventName> {
  readonly specversion: '1.0';
  /** Unique: two deliveries with the same id are the same event. */
  readonly id: string;
  readonly source: string;
  readonly type: (typeof EVENT_TYPES)[Name];
  /** Id of the system or formation. */
  readonly subject: string;
  /** RFC 3339 in UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** Log position, a decimal string; pass it as `from` to continue after this event. */
  readonly position: string;
  readonly correlationid: string;
  readonly traceparent?: string;
  readonly data: components['schemas'][Name];
}

/** Any public event; `type` (see `EVENT_TYPES`) determines the type of `data`. */
export type LandscapeEvent = { [Name in EventName]: EventOf<Name> }[EventName];

const KNOWN_TYPES = new Set<string>(Object.values(EVENT_TYPES));

/** Whether `LandscapeEvent` describes events of this type. */
export function isKnown(type: string): boolean {
  return KNOWN_TYPES.has(type);
}

export interface EventsOptions {
  /** Events after this log position; `'0'` for all events. Default: from now on. */
  readonly from?: string;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
}

/** @throws RangeError unless it is undefined or a log position */
export function requirePosition(from: string | undefined): void {
  if (from === undefined || /^\d{1,20}$/.test(from)) return;
  throw new RangeError("from must be a log position such as '0' or the position of an event");
}
