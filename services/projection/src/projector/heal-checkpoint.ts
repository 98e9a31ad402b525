import { HIGHEST_POSITION } from '@system-landscape/event-store';
import type { Writer } from '../database/database.js';

/**
 * Sets a checkpoint that no event can have, which an event store sent (EventStoreDB 24.10.0 to 24.10.4), back to the newest
 * event of the read model: nothing would ever come after it.
 * @returns whether it was one
 */
export async function healCheckpoint(writer: Writer): Promise<boolean> {
  const healed = await writer.transaction((transaction) =>
    transaction.query(
      `update checkpoint set position = coalesce((select max(position) from history), 0)
        where position > $1 returning 1 as healed`,
      [HIGHEST_POSITION.toString()],
    ),
  );
  return healed.length > 0;
}
