import type { LogItem } from '@system-landscape/event-store';
import { isRefusedByLibsql } from '../database/libsql-errors.js';
import { asUnreadable } from './fold-batch.js';

/**
 * Applies a batch. When the database refuses what an event says, such as a text that it cannot store, the event is found
 * and applied as one that cannot be read.
 * @returns what the parts of the batch have changed, in their order
 */
export async function withoutRefusedEvents<Result>(
  batch: readonly LogItem[],
  apply: (batch: readonly LogItem[]) => Promise<Result>,
): Promise<Result[]> {
  try {
    return [await apply(batch)];
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    const [item] = batch;
    if (batch.length === 1 && item?.kind === 'event') return [await apply([asUnreadable(item, error)])];
    if (batch.length < 2) throw error;
    const middle = Math.floor(batch.length / 2);
    const first = await withoutRefusedEvents(batch.slice(0, middle), apply);
    return [...first, ...(await withoutRefusedEvents(batch.slice(middle), apply))];
  }
}

/** Whether the error is about values: of PostgreSQL, classes 22, data exception, and 23, integrity constraint violation. */
export function isRefusedByDatabase(error: unknown): boolean {
  if (isRefusedByLibsql(error)) return true;
  return error instanceof Error && 'code' in error && /^2[23][0-9A-Z]{3}$/.test(String(error.code));
}
