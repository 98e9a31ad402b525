import type { PlaceOfCommand } from '@system-landscape/domain';
import { remainingMs, requireTimeLeft, traced, type SpanDescription } from '@system-landscape/service-kit';
import {
  jsonEvent,
  NO_STREAM,
  StreamDeletedError,
  type EventStoreDBClient,
  type JSONEventType,
  type RecordedEvent,
} from '@eventstore/db-client';
import type { Aggregate, AggregateState } from './aggregate.js';
import { AppendedStreams } from './appended-streams.js';
import type { LoadedStream } from './loaded-stream.js';
import { readRecorded } from './log-reader.js';
import { StreamQuarantined } from './read-stream.js';
import { Snapshots } from './snapshots.js';
import { StreamLoader } from './stream-loader.js';
import { deniedOr, kindOf } from './store-access.js';
import type { DomainEvent, StoredEvent } from './stored-event.js';

/** Bound of one call of the store; milliseconds. */
const CALL_MS = 10_000;

/** Reads streams and appends to them. Its methods throw the client's errors. */
export class Streams {
  readonly appended = new AppendedStreams();

  private readonly loader: StreamLoader;

  /** @param onSnapshotError called when the snapshot of a long stream could not be written */
  constructor(
    private readonly client: EventStoreDBClient,
    onSnapshotError: (error: unknown) => void,
  ) {
    this.loader = new StreamLoader(
      (stream, from, count) => this.readRecorded(stream, from, count),
      new Snapshots(client, onSnapshotError),
    );
  }

  async load<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
  ): Promise<LoadedStream<State, Event>> {
    return this.loader.load(aggregate, stream);
  }

  /** The stream up to the last event of a command, with at least all events of the command. */
  async loadUpTo<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
    place: PlaceOfCommand,
  ): Promise<LoadedStream<State, Event>> {
    return this.loader.loadUpTo(aggregate, stream, place);
  }

  /** All events of a stream as they are, also those that cannot be read. @throws StreamQuarantined for a deleted stream */
  async readRecorded(stream: string, from = 0, count?: number): Promise<RecordedEvent[]> {
    try {
      const deadline = callDeadline();
      return await traced(
        () => spanOf('read', stream),
        () =>
          readRecorded(this.client, stream, {
            from,
            // A decision on what a follower has may be a decision on the past.
            requiresLeader: true,
            ...(count !== undefined && { count }),
            deadline,
          }),
      );
    } catch (error) {
      throw error instanceof StreamDeletedError ? deleted() : error;
    }
  }

  /**
   * Appends the events of a stream that follow a version, and expects the stream to have that version.
   * @returns commit position of the append
   */
  async append(stream: string, proposed: LoadedStream<unknown, DomainEvent>, version: number): Promise<string> {
    // Cached before the acknowledgement: a subscriber may receive the events earlier than the answer arrives here.
    this.appended.set(stream, proposed);
    try {
      const events = proposed.events.filter(({ revision }) => revision >= version);
      return await this.appendEvents(stream, events, version);
    } catch (error) {
      this.appended.delete(stream);
      throw error;
    }
  }

  /** The same for a stream whose state is not kept. @throws StreamQuarantined for a deleted stream; AppendTooLarge */
  async appendEvents(stream: string, events: readonly StoredEvent[], version: number): Promise<string> {
    try {
      const expectedRevision = version === 0 ? NO_STREAM : BigInt(version - 1);
      const deadline = callDeadline();
      const { position } = await traced(
        () => spanOf('append', stream),
        () => this.client.appendToStream(stream, events.map(toClientEvent), { expectedRevision, deadline }),
      );
      if (!position) throw new Error(`The append to ${stream} was answered without a position`);
      return position.commit.toString();
    } catch (error) {
      throw error instanceof StreamDeletedError ? deleted() : deniedOr(error, `append to ${kindOf(stream)}`);
    }
  }
}

/** A call of the store as a span (semantic conventions of databases). */
function spanOf(operation: 'read' | 'append', stream: string): SpanDescription {
  const [category = stream] = stream.split('-');
  return {
    name: `${operation} ${category}`,
    kind: 'client',
    attributes: {
      'db.system.name': 'eventstoredb',
      'db.operation.name': operation,
      'db.collection.name': category,
      'landscape.stream': stream,
    },
  };
}

function deleted(): StreamQuarantined {
  return new StreamQuarantined('Its history was deleted from the event store');
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
