import { LOG_POSITION } from '@system-landscape/contracts';
import { parseInstant } from './instant.js';

/** End of a historical query, inclusive. */
export type AsOf = { readonly position: string } | { readonly time: string };

/** A log position or an RFC 3339 time; undefined when the text is neither. */
export function parseAsOf(text: string): AsOf | undefined {
  if (LOG_POSITION.test(text)) return { position: text };
  const time = parseInstant(text);
  return time === undefined ? undefined : { time };
}

/** Whether an event is at or before the end of the query. */
export function isUpTo(asOf: AsOf, event: { readonly position: string; readonly occurredAt: string }): boolean {
  if ('position' in asOf) return BigInt(event.position) <= BigInt(asOf.position);
  return Date.parse(event.occurredAt) <= Date.parse(asOf.time);
}
