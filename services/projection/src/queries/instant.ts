import { parseInstant } from '@system-landscape/system-view';
import { invalid } from '@system-landscape/messaging';

/** @throws Refusal VALIDATION_FAILED that names the field */
export function requireInstant(field: string, text: string): string {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw invalid([{ field, code: 'INVALID', message: `${field} must be a time such as 2026-01-05T10:00:00Z` }]);
}
