import {
  FORMATION_STREAM_PREFIX,
  type FormationState,
  type SystemState,
  type UnreadableEvent,
} from '@system-landscape/domain';
import {
  StreamDeletedError,
  StreamNotFoundError,
  type EventStoreDBClient,
  type RecordedEvent,
} from '@eventstore/db-client';
import { LRUCache } from 'lru-cache';
import { formationAggregate, systemAggregate, type Aggregate, type AggregateState } from './aggregate.js';
import type { LogItem, RawLogItem } from './log-item.js';
import { readOn } from './read-on.js';
import { readNext, readStreamEvents, type ReadEvent, type ReadStream } from './read-stream.js';
import { Snapshots } from './snapshots.js';
import { deniedOr, kindOf } from './store-access.js';
import { FIRST_READ } from './stream-loader.js';
import { isSystemEvent, rawEventOf, toStoredEvent, type DomainEvent } from './stored-event.js';

/** A stream whose state is not kept is read again when its next event arrives: from its beginning, or from a snapshot. */
const MAX_STREAMS = 5_000;
/** Streams that are read at the same time. */
const READS_AT_ONCE = 8;

type State = SystemState | FormationState;

/** What is known of a stream before its next event. */
type Known =
  | { readonly is: 'readable'; readonly state: State }
  | { readonly is: 'unreadable'; readonly event: UnreadableEvent }
  /** The stream was deleted after these events: they cannot be folded from its beginning. */
  | { readonly is: 'deleted' };

/**
 * Reads and folds the events of the log in its order, stream by stream. From the first event that cannot be read or
 * folded on, all events of its stream are `unreadable`, until an operator's skip makes the stream readable. The same log
 * gives the same result wherever the reading begins.
 */
export class LogReader {
  private readonly streams = new LRUCache<string, Known>({ max: MAX_STREAMS });

  private readonly snapshots: Snapshots;

  constructor(private readonly client: EventStoreDBClient) {
    // Only those who write the stream write them.
    this.snapshots = new Snapshots(client, () => undefined);
  }

  /** @throws the client's errors */
  async read(batch: readonly RawLogItem[]): Promise<LogItem[]> {
    await this.loadStreams(batch);
    const items: LogItem[] = [];
    for (const item of batch) items.push(item.kind === 'event' ? await this.readEvent(item) : item);
    return items;
  }

  /** Reads the stream anew at its next event, because it may have become readable. */
  forget(stream: string): void {
    this.streams.delete(stream);
  }

  private async readEvent({ position, recorded }: Extract<RawLogItem, { kind: 'event' }>): Promise<LogItem> {
    const { streamId } = recorded;
    const known = this.streams.get(streamId) ?? (await this.load(recorded));
    if (known.is === 'deleted') return uncheckedItem(position, recorded);
    // The store itself writes its events, that of a deleted stream with a number far beyond the last one.
    if (isSystemEvent(recorded)) {
      if (known.is === 'readable' && known.state.version === Number(recorded.revision)) this.advance(known, recorded);
      return { kind: 'checkpoint', position };
    }
    if (known.is === 'unreadable' && recorded.type === 'EventSkipped') return this.readSkip(position, recorded);
    return this.itemOf(position, recorded, known.is === 'readable' ? this.advance(known, recorded) : known.event);
  }

  /** The skip may have made the stream readable: reads it up to there. */
  private async readSkip(position: string, recorded: RecordedEvent): Promise<LogItem> {
    const { state, unreadable, events } = await readStream(
      this.client,
      recorded.streamId,
      Number(recorded.revision) + 1,
    );
    const last = events.at(-1);
    this.streams.set(
      recorded.streamId,
      unreadable ? { is: 'unreadable', event: unreadable } : { is: 'readable', state },
    );
    return this.itemOf(position, recorded, unreadable ?? last!);
  }

  private advance(known: Known & { is: 'readable' }, recorded: RecordedEvent): ReadEvent | UnreadableEvent | undefined {
    const { streamId } = recorded;
    const result = readNext(aggregateOf(streamId), known.state, recorded);
    if ('reason' in result) {
      this.streams.set(streamId, { is: 'unreadable', event: result });
      return result;
    }
    this.streams.set(streamId, { is: 'readable', state: result.state });
    return result.read;
  }

  private itemOf(position: string, recorded: RecordedEvent, result: ReadEvent | UnreadableEvent | undefined): LogItem {
    if (result === undefined) return { kind: 'checkpoint', position };
    const { streamId, id, revision, created } = recorded;
    if ('stored' in result) return { kind: 'event', position, stored: { ...result.stored, position }, raw: result.raw };
    return {
      kind: 'unreadable',
      position,
      streamId,
      id,
      revision: Number(revision),
      recordedAt: created.toISOString(),
      isSkip: recorded.type === 'EventSkipped',
      cause: result,
    };
  }

  /** Loads the streams whose state before the batch is not known, several at once. */
  private async loadStreams(batch: readonly RawLogItem[]): Promise<void> {
    const first = new Map<string, RecordedEvent>();
    for (const item of batch) {
      if (item.kind === 'event' && !first.has(item.recorded.streamId)) first.set(item.recorded.streamId, item.recorded);
    }
    const toLoad = [...first.values()].filter((recorded) => !this.isBefore(recorded));
    for (let from = 0; from < toLoad.length; from += READS_AT_ONCE) {
      await Promise.all(toLoad.slice(from, from + READS_AT_ONCE).map((recorded) => this.load(recorded)));
    }
  }

  /** Whether the state before the event is known; the log may deliver events again after an outage. */
  private isBefore(recorded: RecordedEvent): boolean {
    const known = this.streams.get(recorded.streamId);
    if (known?.is === 'readable') return known.state.version === Number(recorded.revision);
    return known !== undefined && !(known.is === 'unreadable' && known.event.revision >= Number(recorded.revision));
  }

  private async load(before: RecordedEvent): Promise<Known> {
    const known = await this.loadBefore(before);
    this.streams.set(before.streamId, known);
    return known;
  }

  private async loadBefore({ streamId, revision }: RecordedEvent): Promise<Known> {
    const count = Number(revision);
    if (count === 0) return { is: 'readable', state: aggregateOf(streamId).initialState };
    try {
      // The number of `$streamDeleted` is no number of events.
      const { state, unreadable } = await this.readUpTo(streamId, Number.isSafeInteger(count) ? count : 0);
      return unreadable ? { is: 'unreadable', event: unreadable } : { is: 'readable', state };
    } catch (error) {
      if (error instanceof StreamDeletedError) return { is: 'deleted' };
      throw error;
    }
  }

  private async readUpTo(stream: string, version: number): Promise<ReadStream<State, DomainEvent>> {
    if (version > FIRST_READ) {
      const aggregate = aggregateOf(stream);
      const { kept } = await this.snapshots.read(aggregate, stream);
      const upToThen = (from: number) => readRecorded(this.client, stream, { from, count: version - from });
      const read = kept && kept.state.version <= version && (await readOn(aggregate, kept, upToThen));
      if (read) return read;
    }
    return readStream(this.client, stream, version);
  }
}

/**
 * Reads a stream of ours up to its end, or to the first event that cannot be read or folded.
 * @param count most events to read, from the stream's beginning
 * @throws StreamDeletedError; the client's errors
 */
export async function readStream(
  client: EventStoreDBClient,
  stream: string,
  count?: number,
): Promise<ReadStream<State, DomainEvent>> {
  return readStreamEvents(
    aggregateOf(stream),
    await readRecorded(client, stream, { ...(count !== undefined && { count }) }),
  );
}

interface ReadOptions {
  readonly from?: number;
  readonly count?: number;
  readonly deadline?: number;
  readonly requiresLeader?: boolean;
}

/**
 * Events of a stream as the client reads them; none when the stream does not exist.
 * @param options `deadline` in milliseconds; `requiresLeader`: a follower may miss the latest events
 * @throws StreamDeletedError; StoreAccessDenied; the client's errors
 */
export async function readRecorded(
  client: EventStoreDBClient,
  stream: string,
  { from = 0, count, deadline, requiresLeader = false }: ReadOptions = {},
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  if (count === 0) return events;
  try {
    const options = {
      fromRevision: BigInt(from),
      requiresLeader,
      ...(count !== undefined && { maxCount: count }),
      ...(deadline !== undefined && { deadline }),
    };
    for await (const { event } of client.readStream(stream, options)) if (event) events.push(event);
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw deniedOr(error, `read ${kindOf(stream)}`);
  }
  return events;
}

/** Without its fold: nothing can follow the event any more. */
function uncheckedItem(position: string, recorded: RecordedEvent): LogItem {
  if (isSystemEvent(recorded)) return { kind: 'checkpoint', position };
  try {
    return { kind: 'event', position, stored: toStoredEvent(recorded, position), raw: rawEventOf(recorded) };
  } catch {
    return { kind: 'checkpoint', position };
  }
}

/** How the stream with this name is folded. */
export function aggregateOf(stream: string): Aggregate<State & AggregateState, DomainEvent> {
  const aggregate = stream.startsWith(FORMATION_STREAM_PREFIX) ? formationAggregate : systemAggregate;
  // Each fold gets the states and events of its own kind of stream alone: `toStoredEvent` refuses others.
  return aggregate as unknown as Aggregate<State & AggregateState, DomainEvent>;
}
