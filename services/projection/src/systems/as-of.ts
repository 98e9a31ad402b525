import { parseAsOf, type AsOf } from '@system-landscape/system-view';
import { invalid } from '@system-landscape/messaging';

/** @throws Refusal VALIDATION_FAILED when the text is neither a position nor an RFC 3339 time */
export function requireAsOf(text: string): AsOf {
  const asOf = parseAsOf(text);
  if (asOf) return asOf;
  throw invalid([
    { field: 'asOf', code: 'INVALID', message: 'asOf must be a log position or a time such as 2026-01-05T10:00:00Z' },
  ]);
}
