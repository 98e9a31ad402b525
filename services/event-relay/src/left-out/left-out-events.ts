import { toPublicEvent, type PublicEvent } from '@system-landscape/contracts';
import { followRawLog, isSystemEvent, readStream } from '@system-landscape/event-store';
import { StreamDeletedError, type EventStoreDBClient } from '@eventstore/db-client';
import type { LeftOut } from './left-out-streams.js';

/** What of a left out stream can be published now. */
export interface Readable {
  readonly events: readonly PublicEvent[];
  /** What is left of it; undefined when that was all. */
  readonly rest: LeftOut | undefined;
}

/**
 * Reads the events that were left out of a stream, up to a position of the log.
 * @param upTo how far the log is relayed: later events of the stream come by themselves
 */
export async function readLeftOut(
  client: EventStoreDBClient,
  leftOut: LeftOut,
  upTo: string,
  signal: AbortSignal,
): Promise<Readable> {
  const { stream, published = '0' } = leftOut;
  const positions = await positionsOf(client, leftOut, upTo, signal);
  const last = Math.max(...positions.keys());
  const { events, unreadable, state } = await readableOf(client, stream);
  // A deleted stream shows no more what was left out.
  if (!unreadable && state.version <= last) return { events: [], rest: leftOut };

  const readable = events.flatMap(({ stored }) => {
    const position = positions.get(stored.revision);
    if (position === undefined || BigInt(position) <= BigInt(published)) return [];
    return [{ position, event: toPublicEvent(stored.event, { eventId: stored.id, position }) }];
  });
  const publicEvents = readable.flatMap(({ event }) => event ?? []);
  if (!unreadable || unreadable.revision > last) return { events: publicEvents, rest: undefined };
  const { eventId, revision, eventType, reason } = unreadable;
  const through = readable.at(-1)?.position ?? leftOut.published;
  const rest = { ...leftOut, eventId, revision, eventType, reason, ...(through && { published: through }) };
  return { events: publicEvents, rest };
}

async function readableOf(client: EventStoreDBClient, stream: string) {
  try {
    return await readStream(client, stream);
  } catch (error) {
    if (!(error instanceof StreamDeletedError)) throw error;
    return { events: [], unreadable: undefined, state: { version: 0 } };
  }
}

/** Positions of the stream's events from the one on that was left out first, by their numbers in the stream. */
async function positionsOf(
  client: EventStoreDBClient,
  { stream, after }: LeftOut,
  upTo: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const positions = new Map<number, string>();
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  try {
    for await (const batch of followRawLog(client, { ...(after && { after }), streams: [stream], signal: either })) {
      for (const item of batch) {
        if (item.kind === 'caught-up') return positions;
        if (item.kind === 'fell-behind') continue;
        if (BigInt(item.position) > BigInt(upTo)) return positions;
        if (item.kind === 'event' && item.recorded.streamId === stream && !isSystemEvent(item.recorded))
          positions.set(Number(item.recorded.revision), item.position);
      }
    }
    throw new Error('The event store has ended the subscription');
  } finally {
    done.abort();
  }
}
