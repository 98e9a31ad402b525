import { StreamNotFoundError, type ResolvedEvent } from '@eventstore/db-client';
import { answered } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';
import { printable } from '../terminal/terminal.js';

/** How many hints each saga's subscription has set aside. */
export async function listParked(context: CliContext): Promise<void> {
  const api = await context.api();
  const { items } = answered(await api.GET('/v1/operations/parked'));
  const { terminal } = context;
  await terminal.result(items, () =>
    terminal.table(
      ['Subscription', 'Parked'],
      items.map(({ subscription, parked }) => [printable(subscription), String(parked)]),
    ),
  );
}

/** Hands all parked hints of a subscription out once more. @throws CliError with the platform's refusal */
export async function replayParked(context: CliContext, subscription: string): Promise<void> {
  const api = await context.api();
  const params = { path: { subscription } };
  answered(await api.POST('/v1/operations/parked/{subscription}/replay', { params, body: {} }));
  await context.terminal.result({ subscription }, () => 'All of them are handed out once more.');
}

export interface ParkedHint {
  readonly position: string;
  readonly stream: string;
  readonly id: string;
  readonly type: string;
}

/** Where EventStoreDB keeps the messages that a group on `$all` has parked: links to the events. */
const parkedStreamOf = (group: string) => `$persistentsubscription-$all::${group}-parked`;

/** The events that the hints are about. */
export async function showParked(context: CliContext, subscription: string): Promise<void> {
  const parked = await parkedOf(context, subscription);
  const hints = parked.flatMap(({ event, commitPosition }): ParkedHint[] =>
    event ? [{ position: String(commitPosition ?? ''), stream: event.streamId, id: event.id, type: event.type }] : [],
  );
  const { terminal } = context;
  await terminal.result(hints, () =>
    hints.length === 0
      ? `${subscription} has parked nothing.`
      : terminal.table(
          ['Type', 'Stream', 'Event'],
          hints.map(({ type, stream, id }) => [type, stream, id].map(printable)),
        ),
  );
}

/**
 * Leaves the parked hints alone for good: a replay will not hand them out. The systems that they are about are looked at
 * by the sweep, as always.
 */
export async function dropParked(context: CliContext, subscription: string): Promise<void> {
  const parked = await parkedOf(context, subscription);
  const last = parked.at(-1)?.link?.revision;
  const client = await context.eventStore();
  if (last !== undefined) {
    await client.setStreamMetadata(parkedStreamOf(subscription), { truncateBefore: Number(last) + 1 });
  }
  await context.terminal.result({ subscription, dropped: parked.length }, () => `${parked.length} hints were dropped.`);
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
