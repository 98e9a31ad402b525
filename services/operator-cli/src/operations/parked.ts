import { allowed, deniedOr, subscriptionsOf } from '@system-landscape/event-store';
import { StreamNotFoundError, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
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

/** Prints the events of the parked messages. */
export async function showParked(context: CliContext, service: string): Promise<void> {
  const parked = (await parkedOf(await context.eventStore(), service)).flatMap(({ events }) => events);
  const messages = parked.flatMap(({ event, commitPosition }): ParkedMessage[] =>
    event ? [{ position: String(commitPosition ?? ''), stream: event.streamId, id: event.id, type: event.type }] : [],
  );
  const { terminal } = context;
  await terminal.result(messages, () =>
    messages.length === 0
      ? `${service} has no parked messages.`
      : terminal.table(
          ['Type', 'Stream', 'Event'],
          messages.map(({ type, stream, id }) => [type, stream, id].map(printable)),
        ),
  );
}

/**
 * Discards the parked messages of a service: a later replay does not deliver them. The periodic sweep still processes their
 * systems.
 */
export async function dropParked(context: CliContext, service: string): Promise<void> {
  const client = await context.eventStore();
  const parked = await parkedOf(client, service);
  for (const { stream, events } of parked) {
    const last = events.at(-1)?.link?.revision;
    if (last === undefined) continue;
    const truncated = client.setStreamMetadata(stream, { truncateBefore: Number(last) + 1 });
    await allowed(`write the metadata of ${stream}`, truncated);
  }
  const dropped = parked.reduce((sum, { events }) => sum + events.length, 0);
  await context.terminal.result({ subscription: service, dropped }, () => `${dropped} parked messages were dropped.`);
}

interface ParkedStream {
  readonly stream: string;
  readonly events: readonly ResolvedEvent[];
}

/** The parked messages of each persistent subscription of a service. */
async function parkedOf(client: EventStoreDBClient, service: string): Promise<ParkedStream[]> {
  const subscriptions = await subscriptionsOf(client, service);
  return Promise.all(
    subscriptions.map(async ({ groupName }) => {
      // Here EventStoreDB keeps links to the parked events of a group on `$all`.
      const stream = `$persistentsubscription-$all::${groupName}-parked`;
      return { stream, events: await eventsOf(client, stream) };
    }),
  );
}

async function eventsOf(client: EventStoreDBClient, stream: string): Promise<ResolvedEvent[]> {
  const events: ResolvedEvent[] = [];
  try {
    for await (const each of client.readStream(stream, { resolveLinkTos: true })) events.push(each);
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw deniedOr(error, `read ${stream}`);
  }
  return events;
}
