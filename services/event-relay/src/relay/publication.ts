import { toPublicEvent, type PublicEvent } from '@system-landscape/contracts';
import { LogReader, type LogItem } from '@system-landscape/event-store';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { traceBatch } from '@system-landscape/service-kit';
import { Logger } from '@nestjs/common';
import type { Checkpoint, LandscapeStream } from '../landscape-stream/landscape-stream.js';
import { readLeftOut } from '../left-out/left-out-events.js';
import type { LeftOut, LeftOutStreams } from '../left-out/left-out-streams.js';

/** A batch as a span in the traces of its events. */
const PUBLISH = {
  name: 'publish LANDSCAPE',
  kind: 'producer',
  attributes: {
    'messaging.system': 'nats',
    'messaging.operation.type': 'send',
    'messaging.destination.name': 'LANDSCAPE',
  },
} as const;

/**
 * Publishes the log of one leader. Streams that cannot be read are left out, and their facts come late once they can be
 * read: each fact once, and those of a stream in their order.
 */
export class Publication {
  readonly reader: LogReader;
  private readonly logger = new Logger('Relay');
  private sequence: number;
  private relayedUpTo: string | undefined;
  /** Publishing is one after the other. */
  private newest: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly eventStore: EventStoreDBClient,
    private readonly stream: LandscapeStream,
    private readonly leftOut: LeftOutStreams,
    private readonly checkpoint: Checkpoint,
  ) {
    this.sequence = checkpoint.sequence;
    this.relayedUpTo = checkpoint.relayedUpTo;
    this.reader = new LogReader(eventStore);
  }

  /** Makes what is known of left out streams agree with the checkpoint, which a crash may have left ahead of it. */
  async begin(): Promise<void> {
    const { last } = this.checkpoint;
    if (!last) await this.leftOut.clear();
    const interrupted = last?.late && this.leftOut.get(last.late.stream);
    if (interrupted) await this.leftOut.put({ ...interrupted, published: last.position });
  }

  /** @returns the events that it has published, in their order */
  publish(batch: readonly LogItem[], signal: AbortSignal): Promise<readonly PublicEvent[]> {
    return this.oneAtATime(async () => {
      const events: PublicEvent[] = [];
      const skippedIn = new Set<string>();
      for (const item of batch) {
        const stream = streamOf(item);
        if (stream !== undefined && this.leftOut.get(stream)) {
          if (isSkip(item)) skippedIn.add(stream);
        } else if (item.kind === 'unreadable') {
          // Before any later event is published: the checkpoint passes it.
          const { position, cause } = item;
          await this.leftOut.add(item, this.relayedUpTo);
          this.logger.error({ stream, position, cause }, 'A stream is left out: an event of it cannot be read');
          if (item.isSkip) skippedIn.add(item.streamId);
        } else {
          events.push(...publicEventsIn(item));
        }
        if (item.kind === 'event' || item.kind === 'unreadable') this.relayedUpTo = item.position;
      }
      const startedAt = Date.now();
      this.sequence = await this.stream.publish(events, this.sequence);
      const traceparents = events.map(({ traceparent }) => traceparent);
      traceBatch(traceparents, startedAt, PUBLISH);
      for (const stream of skippedIn) events.push(...(await this.publishLate(this.leftOut.get(stream)!, signal)));
      return events;
    });
  }

  /** Publishes what can be read of left out streams now. */
  async retryAll(signal: AbortSignal): Promise<void> {
    for (const leftOut of this.leftOut.all) {
      if (signal.aborted) return;
      await this.oneAtATime(() => this.publishLate(leftOut, signal));
    }
  }

  private async publishLate(leftOut: LeftOut, signal: AbortSignal): Promise<readonly PublicEvent[]> {
    const { stream } = leftOut;
    const { relayedUpTo } = this;
    if (relayedUpTo === undefined) return [];
    const { events, rest } = await readLeftOut(this.eventStore, leftOut, relayedUpTo, signal);
    this.sequence = await this.stream.publish(events, this.sequence, { stream, relayedUpTo });
    if (rest) {
      if (rest.eventId !== leftOut.eventId || rest.published !== leftOut.published) await this.leftOut.put(rest);
      return events;
    }
    await this.leftOut.remove(stream);
    this.reader.forget(stream);
    this.logger.log({ stream, events: events.length }, 'A stream that was left out is published');
    return events;
  }

  private oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.newest.then(work);
    // Whoever waits for the result handles its failure.
    this.newest = result.catch(() => undefined);
    return result;
  }
}

/** At most one. */
export function publicEventsIn(item: LogItem): PublicEvent[] {
  if (item.kind !== 'event') return [];
  const event = toPublicEvent(item.stored.event, { eventId: item.stored.id, position: item.position });
  return event ? [event] : [];
}

function streamOf(item: LogItem): string | undefined {
  if (item.kind === 'unreadable') return item.streamId;
  return item.kind === 'event' ? item.stored.streamId : undefined;
}

function isSkip(item: LogItem): boolean {
  if (item.kind === 'unreadable') return item.isSkip;
  return item.kind === 'event' && item.stored.event.type === 'EventSkipped';
}
