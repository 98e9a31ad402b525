import { LRUCache } from 'lru-cache';
import type { LoadedStream } from './loaded-stream.js';
import type { DomainEvent } from './stored-event.js';

const MAX_STREAMS = 500;
const MAX_AGE_MS = 5_000;

/** Cache of the streams that this process has appended to lately, each up to its last append. */
export class AppendedStreams {
  private readonly streams = new LRUCache<string, LoadedStream<unknown, DomainEvent>>({
    max: MAX_STREAMS,
    ttl: MAX_AGE_MS,
  });

  /** The stream if this process has appended the event; other processes may have appended more since. */
  with<State, Event extends DomainEvent>(stream: string, eventId: string): LoadedStream<State, Event> | undefined {
    const appended = this.streams.get(stream);
    return appended?.events.some(({ id }) => id === eventId) ? (appended as LoadedStream<State, Event>) : undefined;
  }

  set(stream: string, appended: LoadedStream<unknown, DomainEvent>): void {
    this.streams.set(stream, appended);
  }

  delete(stream: string): void {
    this.streams.delete(stream);
  }
}
