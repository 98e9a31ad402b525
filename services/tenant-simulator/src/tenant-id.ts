import { SCOPE_ID } from '@system-landscape/domain';
import { Problem } from './problem/problem.js';

/** Validates a tenant id. @throws Problem 400 when it is not valid */
export function tenantIdOf(text: string): string {
  if (!SCOPE_ID.test(text))
    throw Problem.invalid([{ field: 'tenantId', message: 'must be 1 to 64 letters, digits, "_" or "-"' }]);
  return text;
}
