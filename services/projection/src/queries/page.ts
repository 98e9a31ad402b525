import type { Page } from '@system-landscape/contracts';
import type { Answer } from '../database/read-model.js';

export const DEFAULT_LIMIT = 50;

/** A page out of rows of which one more than `limit` was asked for, to see whether more follow. */
export function pageOf<Row, Item>(
  { position, rows }: Answer<Row>,
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
    position,
  };
}
