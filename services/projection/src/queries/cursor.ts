import { parseSystemId, type Refusal } from '@system-landscape/domain';
import { invalid } from '@system-landscape/messaging';
import { parseInstant } from '@system-landscape/system-view';

/** Sort values of the last item of a page; the tie-break comes last. */
export type CursorKey = readonly string[];

/** Whether a value is valid at its place in the key. */
export type KeyCheck = (value: string) => boolean;

export const isSystemId: KeyCheck = (value) => parseSystemId(value) !== undefined;
export const isTime: KeyCheck = (value) => parseInstant(value) === value;
export const matches =
  (pattern: RegExp): KeyCheck =>
  (value) =>
    pattern.test(value);

/** An opaque cursor of a list. */
export function encodeCursor(list: string, key: CursorKey): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/**
 * The key in a client's cursor.
 * @param checks one for each value of the key
 * @throws Refusal VALIDATION_FAILED when the text is not a cursor of this list
 */
export function decodeCursor<const Checks extends readonly KeyCheck[]>(
  list: string,
  cursor: string,
  checks: Checks,
): { [Index in keyof Checks]: string } {
  const [of, ...key] = parse(cursor);
  const isKey = (values: unknown[]): values is { [Index in keyof Checks]: string } & unknown[] =>
    values.length === checks.length &&
    values.every((value, index) => typeof value === 'string' && checks[index]!(value));
  if (of !== list || !isKey(key)) throw wrongCursor();
  return key;
}

export function wrongCursor(): Refusal {
  return invalid([
    {
      field: 'cursor',
      code: 'INVALID',
      message: 'cursor must be the nextCursor of a page of the same list, in the same order',
    },
  ]);
}

function parse(cursor: string): unknown[] {
  if (!/^[A-Za-z0-9_-]*$/.test(cursor)) return [];
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
