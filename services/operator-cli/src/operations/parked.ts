import { StreamNotFoundError, type ResolvedEvent } from '@eventstore/db-client';
import { dataOf } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';
import { printable } from '../terminal/terminal.js';

/** Prints the number of parked messages per persistent subscription. */
export async function listParked(context: CliContext): Promise<void> {
  const api = await context.api();
  const { items } = dataOf(await api.GET('/v1/operations/parked'));
  const { terminal } = context;
  await terminal.result(items, () =>
    terminal.table(
      ['Subscription', 'Parked'],
      items.map(({ subscription, parked }) => [printable(subscription), String(parked)]),
    ),
  );
}

/** Has all parked messages of a subscription delivered again. @throws CliError when the platform refuses it */
export async function replayParked(context: CliContext, subscription: string): Promise<void> {
  const api = await context.api();
  const params = { path: { subscription } };
  dataOf(await api.POST('/v1/operations/parked/{subscription}/replay', { params, body: {} }));
  await context.terminal.result({ subscription }, () => 'All parked messages are delivered again.');
}

export interface ParkedMessage {
  readonly position: string;
  readonly stream: string;
  readonly id: string;
  readonly type: string;
}

/** The stream in which EventStoreDB keeps links to the parked events of a group on `$all`. */
const parkedStreamOf = (group: string) => `$persistentsubscription-$all::${group}-parked`;

/** Prints the events of the parked messages. */
export async function showParked(context: CliContext, subscription: string): Promise<void> {
  const parked = await parkedOf(context, subscription);
  const messages = parked.flatMap(({ event, commitPosition }): ParkedMessage[] =>
    event ? [{ position: String(commitPosition ?? ''), stream: event.streamId, id: event.id, type: event.type }] : [],
  );
  const { terminal } = context;
  await terminal.result(messages, () =>
    messages.length === 0
      ? `${subscription} has no parked messages.`
      : terminal.table(
          ['Type', 'Stream', 'Event'],
          messages.map(({ type, stream, id }) => [type, stream, id].map(printable)),
        ),
  );
}

/**
 * Discards the parked messages of a subscription: a later replay does not deliver them. The periodic sweep still
 * processes their systems.
 */
export async function dropParked(context: CliContext, subscription: string): Promise<void> {
  const parked = await parkedOf(context, subscription);
  const last = parked.at(-1)?.link?.revision;
  const client = await context.eventStore();
  if (last !== undefined) {
    await client.setStreamMetadata(parkedStreamOf(subscription), { truncateBefore: Number(last) + 1 });
  }
  await context.terminal.result(
    { subscription, dropped: parked.length },
    () => `${parked.length} parked messages were dropped.`,
  );
}

async function parkedOf(context: CliContext, subscription: string): Promise<ResolvedEvent[]> {
  const client = await context.eventStore();
  const parked: ResolvedEvent[] = [];
  try {
    for await (const each of client.readStream(parkedStreamOf(subscription), { resolveLinkTos: true }))
      parked.push(each);
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return parked;
}
