import type { Page } from '@system-landscape/contracts';
import type { Answer } from '../database/read-model.js';

export const DEFAULT_LIMIT = 50;

/** A reply must fit into a message of NATS, 1 MiB unless it is told otherwise. */
const LARGEST_PAGE_BYTES = 512 * 1024;

/**
 * A page out of rows of which one more than `limit` was asked for, to see whether more follow; fewer
 * when the items are large.
 */
export function pageOf<Row, Item>(
  { position, rows }: Answer<Row>,
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (row: Row) => string,
): Page<Item> {
  const items = fitting(rows.slice(0, limit).map(itemOf), bytesOf);
  const last = rows[items.length - 1];
  return {
    items,
    nextCursor: rows.length > items.length && last !== undefined ? cursorOf(last) : null,
    position,
  };
}

/** The first items, as many as a page may hold; one at least. */
export function fitting<Item>(items: readonly Item[], bytes: (item: Item) => number): readonly Item[] {
  let sum = 0;
  const tooMuch = items.findIndex((item, index) => {
    sum += bytes(item);
    return index > 0 && sum > LARGEST_PAGE_BYTES;
  });
  return tooMuch === -1 ? items : items.slice(0, tooMuch);
}

/** Of the item in a message. */
export const bytesOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item));
