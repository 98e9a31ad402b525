import { copyEvents } from '@system-landscape/embedded-event-store/copy';
import type { CliContext } from '../cli-context.js';
import { usageError } from '../cli-error.js';
import { eventLinesOf } from '../events/event-line.js';
import { endOfLog, readLogShowingProgress } from '../events/read-log.js';
import { Chain, type Mark } from '../verify/chain.js';
import { compare } from '../verify/verify-log.js';
import type { EventStoreDBClient } from '@eventstore/db-client';

const STOPPED = 'Stopped before the end. Start it again: what has arrived stays.';

/**
 * Copies the event store to another and then holds the two against each other, event by event. Can be started again.
 * @throws CliError when the target has other events, or an event did not arrive as it was
 */
export async function copyLog(context: CliContext, { to }: { readonly to: string }): Promise<void> {
  const { terminal, settings } = context;
  const source = await context.eventStore();
  if (to === settings.eventStoreUrl) throw usageError('Source and target are the same event store.');
  const target = await context.eventStore(to);
  const end = await endOfLog(source);
  const progress = terminal.progress('Copying', end);
  const onProgress = (_events: number, position: bigint) => progress.to(position);
  const copied = await copyEvents({ from: settings.eventStoreUrl!, to, onProgress }).finally(() => progress.stop());

  const chain = new Chain();
  const marks: Mark[] = [];
  const read = (client: EventStoreDBClient, what: string, to?: string) =>
    eventLinesOf(readLogShowingProgress(context, client, { what, stopped: STOPPED, to }));
  for await (const event of read(source, 'Reading the source', end.toString())) marks.push(chain.add(event));
  await compare(read(target, 'Comparing the target'), marks);
  const result = { ...copied, verified: marks.length, head: chain.head };
  await terminal.result(
    result,
    () =>
      `The target has ${copied.events} events of ${copied.streams} streams. ${marks.length} of systems and formations are as they were.\n` +
      `Head of the chain: ${chain.head}`,
  );
}
