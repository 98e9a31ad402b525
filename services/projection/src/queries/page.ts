import type { Page } from '@system-landscape/contracts';
import type { Answer } from '../database/database.js';

export const DEFAULT_LIMIT = 50;

/** A reply must fit into a NATS message, which has at most 1 MiB by default. */
const LARGEST_PAGE_BYTES = 512 * 1024;

/**
 * A page of at most `limit` items; fewer when they are large.
 * @param answer `limit + 1` rows: the last one only shows whether more follow
 */
export function pageOf<Row, Item>(
  answer: Answer<Row>,
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const { position, rows } = answer;
  const items = fitting(rows.slice(0, limit).map(itemOf), bytesOf);
  const last = rows[items.length - 1];
  return {
    items,
    nextCursor: rows.length > items.length && last !== undefined ? cursorOf(last) : null,
    position,
  };
}

/** The first items that fit into a page; at least one. */
export function fitting<Item>(items: readonly Item[], bytes: (item: Item) => number): readonly Item[] {
  let sum = 0;
  const tooMuch = items.findIndex((item, index) => {
    sum += bytes(item);
    return index > 0 && sum > LARGEST_PAGE_BYTES;
  });
  return tooMuch === -1 ? items : items.slice(0, tooMuch);
}

/** Size of the item in a message. */
export const bytesOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item));
