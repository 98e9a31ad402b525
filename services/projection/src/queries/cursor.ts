import { invalid } from '@system-landscape/messaging';

/** Of what list, and after which of its items: the values that it is sorted by, the tie-break last. */
export type CursorKey = readonly string[];

/** A page's end as text that says nothing to people. */
export function encodeCursor(list: string, key: CursorKey): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/**
 * The key in a cursor that came back.
 * @param patterns one for each value of the key
 * @throws Refusal VALIDATION_FAILED when the text is none of ours, or of another list
 */
export function decodeCursor<const Patterns extends readonly RegExp[]>(
  list: string,
  cursor: string,
  patterns: Patterns,
): { [Index in keyof Patterns]: string } {
  const [of, ...key] = parse(cursor);
  const isKey = (values: unknown[]): values is { [Index in keyof Patterns]: string } & unknown[] =>
    values.length === patterns.length &&
    values.every((value, index) => typeof value === 'string' && patterns[index]!.test(value));
  if (of !== list || !isKey(key)) {
    throw invalid([
      {
        field: 'cursor',
        code: 'INVALID',
        message: 'cursor must be the nextCursor of a page of the same list, in the same order',
      },
    ]);
  }
  return key;
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
