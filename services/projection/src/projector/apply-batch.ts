import type { ProjectionCommitted } from '@system-landscape/contracts';
import type { LogItem } from '@system-landscape/event-store';
import type { OpenTransaction } from '../database/database.js';
import { quarantineStreams, withQuarantineShown } from '../quarantine/quarantine-tables.js';
import { releaseStream, type Release, type StreamAsRead } from '../quarantine/release-stream.js';
import type { Role } from '../rebuild/role.js';
import { movesOf, type Move } from '../figures/landscape-figures.js';
import { foldBatch } from './fold-batch.js';
import { affectedSystems } from './affected-systems.js';
import { loadRecords, type Checkpoint } from './load-records.js';
import { deleteReferences, writeBatch } from './write-batch.js';

export interface Commit extends ProjectionCommitted {
  /** How many events were new. */
  readonly events: number;
  /** Systems that are new, or of another status than before. */
  readonly moves: readonly Move[];
  /** Whether a stream was put into quarantine, or has left it. */
  readonly changesQuarantine: boolean;
}

/**
 * Applies a batch of the log to the tables that the transaction is about: records, history, quarantine and checkpoint
 * together. Skips events at or before the checkpoint, so that a repetition changes nothing.
 * @param skippedIn the streams in which the batch skips an event, as they can be read with it
 * @returns what changed; undefined when nothing did
 */
export async function applyBatch(
  transaction: OpenTransaction,
  batch: readonly LogItem[],
  skippedIn: ReadonlyMap<string, StreamAsRead>,
): Promise<(Commit & { readonly shadowRole: Role }) | undefined> {
  const items = batch.filter((item) => item.kind === 'event' || item.kind === 'unreadable');
  const loaded = await loadRecords(transaction, items);
  const { checkpoint, inQuarantine } = loaded;
  const next = advance(checkpoint, batch);
  if (next.position === checkpoint.position && next.caughtUp === checkpoint.caughtUp) return undefined;

  const fresh = items.filter(({ position }) => BigInt(position) > checkpoint.position);
  const folded = foldBatch(loaded, fresh, inQuarantine);
  const systems = await withQuarantineShown(transaction, folded.systems, folded.quarantined);

  await deleteReferences(transaction, systems);
  const eventsTakenIn = checkpoint.eventsTakenIn + BigInt(fresh.length);
  await writeBatch(transaction, { ...next, ...folded, systems, eventsTakenIn });
  const affected = await affectedSystems(transaction, systems);
  await quarantineStreams(transaction, folded);
  const released: Release[] = [];
  for (const stream of folded.skippedIn) {
    const release = await releaseStream(transaction, stream, skippedIn.get(stream)!);
    if (release) released.push(release);
  }

  const changed = [...systems.map(({ after }) => after.system), ...released.flatMap((release) => release.systems)];
  return {
    readModel: checkpoint.readModel,
    previousPosition: checkpoint.position.toString(),
    position: next.position.toString(),
    ids: [...new Set([...changed.map(({ id }) => id), ...affected])],
    globalAccountIds: [...new Set(changed.map(({ globalAccountId }) => globalAccountId))],
    events: fresh.length,
    moves: movesOf(systems),
    changesQuarantine: folded.quarantined.length > 0 || released.length > 0,
    shadowRole: checkpoint.shadowRole,
  };
}

/** The checkpoint after the batch. */
function advance(checkpoint: Checkpoint, batch: readonly LogItem[]): Pick<Checkpoint, 'position' | 'caughtUp'> {
  let { position, caughtUp } = checkpoint;
  for (const item of batch) {
    if (item.kind === 'caught-up') caughtUp = true;
    else if (item.kind === 'fell-behind') caughtUp = false;
    else if (BigInt(item.position) > position) position = BigInt(item.position);
  }
  return { position, caughtUp };
}
