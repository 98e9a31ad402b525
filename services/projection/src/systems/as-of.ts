import { invalid } from '@system-landscape/messaging';
import { parseInstant } from '../queries/instant.js';

/** Up to where the past is looked at, inclusive. */
export type AsOf = { readonly position: string } | { readonly time: string };

/** @throws Refusal VALIDATION_FAILED when the text is neither a position nor an RFC 3339 time */
export function parseAsOf(text: string): AsOf {
  if (/^\d{1,20}$/.test(text)) return { position: text };
  const time = parseInstant(text);
  if (time !== undefined) return { time };
  throw invalid([
    { field: 'asOf', code: 'INVALID', message: 'asOf must be a log position or a time such as 2026-01-05T10:00:00Z' },
  ]);
}
