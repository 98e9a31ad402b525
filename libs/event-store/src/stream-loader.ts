import type { PlaceOfCommand } from '@system-landscape/domain';
import type { RecordedEvent } from '@eventstore/db-client';
import type { Aggregate, AggregateState } from './aggregate.js';
import { KeptStates, NO_SNAPSHOT, type KeptState, type KnownSnapshot } from './kept-state.js';
import type { LoadedStream } from './loaded-stream.js';
import { readOn } from './read-on.js';
import { readStreamEvents, requireReadable } from './read-stream.js';
import type { Snapshots } from './snapshots.js';
import type { DomainEvent } from './stored-event.js';

/** Most events that are read before a snapshot is looked for: the streams of most systems have fewer. */
export const FIRST_READ = 500;

/** Recorded events of a stream from a revision on; none when it does not exist. */
type ReadRecorded = (stream: string, from: number, count?: number) => Promise<RecordedEvent[]>;

/**
 * Loads streams at the cost of what is new: from the state that this process has kept, or else from a stored snapshot. Both
 * are checked against the stream: its event at their version must be the one that they have folded last.
 */
export class StreamLoader {
  private readonly kept = new KeptStates();

  constructor(
    private readonly readRecorded: ReadRecorded,
    private readonly snapshots: Snapshots,
  ) {}

  /** @throws StreamQuarantined; the client's errors */
  async load<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
  ): Promise<LoadedStream<State, Event>> {
    const kept = this.kept.get(stream) as KeptState<State> | undefined;
    const fromKept = kept && (await this.readOn(aggregate, stream, kept));
    if (fromKept) return fromKept;
    this.kept.delete(stream);

    const first = await this.readRecorded(stream, 0, FIRST_READ);
    if (first.length < FIRST_READ) return this.fold(aggregate, stream, first, NO_SNAPSHOT);
    const stored = await this.snapshots.read(aggregate, stream);
    const fromSnapshot = stored.kept && (await this.readOn(aggregate, stream, stored.kept));
    if (fromSnapshot) return fromSnapshot;
    const rest = await this.readRecorded(stream, FIRST_READ);
    return this.fold(aggregate, stream, [...first, ...rest], { ...stored.snapshot, version: 0 });
  }

  /**
   * The stream up to the last event of a command.
   * @param place versions of the stream before and after the events of the command; these are all among the events
   */
  async loadUpTo<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
    { before, after }: PlaceOfCommand,
  ): Promise<LoadedStream<State, Event>> {
    if (before > FIRST_READ) {
      const { kept } = await this.snapshots.read(aggregate, stream);
      const upToThen = (from: number) => this.readRecorded(stream, from, after - from);
      const read = kept && kept.state.version <= before && (await readOn(aggregate, kept, upToThen));
      if (read) return requireReadable(read);
    }
    return requireReadable(readStreamEvents(aggregate, await this.readRecorded(stream, 0, after)));
  }

  private async readOn<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
    kept: KeptState<State>,
  ): Promise<LoadedStream<State, Event> | undefined> {
    const read = await readOn(aggregate, kept, (from) => this.readRecorded(stream, from));
    if (!read) return undefined;
    const loaded = requireReadable(read);
    this.keep(aggregate, stream, { ...kept, state: loaded.state, lastEventId: read.lastEventId });
    return loaded;
  }

  private fold<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
    recorded: readonly RecordedEvent[],
    snapshot: KnownSnapshot,
  ): LoadedStream<State, Event> {
    const loaded = requireReadable(readStreamEvents(aggregate, recorded));
    const last = recorded.at(-1);
    if (last) this.keep(aggregate, stream, { state: loaded.state, lastEventId: last.id, snapshot });
    return loaded;
  }

  private keep<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
    kept: KeptState<State>,
  ): void {
    this.kept.set(stream, kept);
    this.snapshots.writeIfDue(aggregate, stream, kept, (snapshot) => {
      const current = this.kept.get(stream);
      if (current) this.kept.set(stream, { ...current, snapshot });
    });
  }
}
