import type { LogItem } from '@system-landscape/event-store';
import { Logger } from '@nestjs/common';
import type { OpenTransaction, Writer } from '../database/database.js';
import { SHADOW } from '../database/migrations.js';
import type { StreamAsRead } from '../quarantine/release-stream.js';
import { isInStep } from '../rebuild/role.js';
import { applyBatch, type Commit } from './apply-batch.js';

/**
 * Applies a batch of the log in one transaction: to the live tables, and to the shadow tables once these have the same
 * events.
 * @param skippedIn the streams in which the batch skips an event, as they can be read with it
 * @returns what changed; undefined when nothing did
 */
export function commitBatch(
  writer: Writer,
  batch: readonly LogItem[],
  skippedIn: ReadonlyMap<string, StreamAsRead> = new Map(),
): Promise<Commit | undefined> {
  return writer.transaction(async (transaction) => {
    const applied = await applyBatch(transaction, batch, skippedIn);
    if (!applied) return undefined;
    const { shadowRole, ...commit } = applied;
    if (isInStep(shadowRole)) await applyToShadow(transaction, batch, skippedIn);
    return commit;
  });
}

/** An error of the shadow tables must not stop the live ones: it starts a rebuild from where the shadow tables are. */
async function applyToShadow(
  transaction: OpenTransaction,
  batch: readonly LogItem[],
  skippedIn: ReadonlyMap<string, StreamAsRead>,
): Promise<void> {
  try {
    await transaction.inShadow(() => applyBatch(transaction, batch, skippedIn));
  } catch (error) {
    await transaction.query(`update ${SHADOW}.checkpoint set role = 'building'`);
    new Logger('Rebuild').warn({ err: error }, 'The shadow tables failed to apply a batch and are rebuilt from there');
  }
}
