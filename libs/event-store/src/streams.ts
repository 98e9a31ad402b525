import { remainingMs, requireTimeLeft } from '@system-landscape/service-kit';
import {
  jsonEvent,
  NO_STREAM,
  StreamNotFoundError,
  type EventStoreDBClient,
  type JSONEventType,
} from '@eventstore/db-client';
import type { Aggregate, AggregateState } from './aggregate.js';
import { AppendedStreams } from './appended-streams.js';
import { fold, type LoadedStream } from './loaded-stream.js';
import { toStoredEvent, type DomainEvent, type StoredEvent } from './stored-event.js';

/** Bound of one call of the store; milliseconds. */
const CALL_MS = 10_000;

/** Reads streams and appends to them. Its methods throw the client's errors. */
export class Streams {
  readonly appended = new AppendedStreams();

  constructor(private readonly client: EventStoreDBClient) {}

  async load<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
  ): Promise<LoadedStream<State, Event>> {
    return fold(aggregate, await this.read<Event>(stream));
  }

  /** Events from a revision on; none when the stream does not exist. */
  async read<Event extends DomainEvent>(stream: string, from = 0): Promise<StoredEvent<Event>[]> {
    const events: StoredEvent<Event>[] = [];
    const deadline = callDeadline();
    try {
      for await (const { event } of this.client.readStream(stream, { fromRevision: BigInt(from), deadline })) {
        if (event) events.push(toStoredEvent<Event>(event, null));
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return events;
  }

  /**
   * Appends the events of a stream that follow a version, and expects the stream to have that version.
   * @returns commit position of the append
   */
  async append(stream: string, proposed: LoadedStream<unknown, DomainEvent>, version: number): Promise<string> {
    // Cached before the acknowledgement: a subscriber may receive the events earlier than the answer arrives here.
    this.appended.set(stream, proposed);
    try {
      const events = proposed.events.slice(version).map(toClientEvent);
      const expectedRevision = version === 0 ? NO_STREAM : BigInt(version - 1);
      const deadline = callDeadline();
      const { position } = await this.client.appendToStream(stream, events, { expectedRevision, deadline });
      if (!position) throw new Error(`The append to ${stream} was answered without a position`);
      return position.commit.toString();
    } catch (error) {
      this.appended.delete(stream);
      throw error;
    }
  }
}

/** Milliseconds that a call may take. @throws DeadlineExpired when the caller of the current request has given up */
function callDeadline(): number {
  requireTimeLeft();
  return Math.max(1, remainingMs(CALL_MS));
}

function toClientEvent({ id, event }: StoredEvent) {
  return jsonEvent<JSONEventType>({
    id,
    type: event.type,
    data: { ...event.data },
    metadata: { ...event.metadata },
  });
}
