import { SNAPSHOT_STREAM_PREFIX } from '@system-landscape/domain';
import { copyEvents } from '@system-landscape/embedded-event-store/copy';
import type { CliContext } from '../cli-context.js';
import { usageError } from '../cli-error.js';
import { eventLinesOf } from '../events/event-line.js';
import { endOfLog, readLogWithProgress } from '../events/read-log.js';
import { HashChain, type EventDigest } from '../verify/hash-chain.js';
import { compareWithDigests } from '../verify/verify-log.js';
import type { EventStoreDBClient } from '@eventstore/db-client';

const STOPPED = 'Stopped before the end. Run the command again: it continues with what is missing.';

/**
 * Copies the event store to another one and then compares the two event by event. It can be run again.
 * @throws CliError when the target holds other events, or an event differs after the copy
 */
export async function copyLog(context: CliContext, { to }: { readonly to: string }): Promise<void> {
  const { terminal, settings } = context;
  const source = await context.eventStore();
  if (to === settings.eventStoreUrl) throw usageError('Source and target are the same event store.');
  const target = await context.eventStore(to);
  const end = await endOfLog(source);
  const progress = terminal.progress('Copying', end);
  const onProgress = (_events: number, position: bigint) => progress.to(position);
  const copied = await copyEvents({
    ...{ from: settings.eventStoreUrl!, to, onProgress },
    // They save time, and are written anew.
    leaveOut: [SNAPSHOT_STREAM_PREFIX],
  }).finally(() => progress.stop());

  const chain = new HashChain();
  const digests: EventDigest[] = [];
  const read = (client: EventStoreDBClient, label: string, to?: string) =>
    eventLinesOf(readLogWithProgress(context, client, { label, stopped: STOPPED, to }));
  for await (const event of read(source, 'Reading the source', end.toString())) digests.push(chain.add(event));
  await compareWithDigests(read(target, 'Comparing the target'), digests);
  const result = { ...copied, verified: digests.length, head: chain.head };
  await terminal.result(
    result,
    () =>
      `The target holds ${copied.events} events in ${copied.streams} streams. ${digests.length} events of systems and formations were compared: all are equal.\n` +
      `Head of the hash chain: ${chain.head}`,
  );
}
