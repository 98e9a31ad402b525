import {
  commandKeyOf,
  eventIdOf,
  evolveFormation,
  evolveSystem,
  formationStream,
  initialFormationState,
  initialSystemState,
  Refusal,
  systemStream,
  versionAfterCommand,
  type Actor,
  type CommandLedger,
  type Decision,
  type EventMetadata,
  type FormationEvent,
  type FormationState,
  type Recorded,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import {
  CancelledError,
  DeadlineExceededError,
  jsonEvent,
  NO_STREAM,
  NotLeaderError,
  StreamNotFoundError,
  TimeoutError,
  UnavailableError,
  WrongExpectedVersionError,
  type EventStoreDBClient,
  type JSONEventType,
} from '@eventstore/db-client';
import { ExponentialBackoff, handleWhen, retry, type RetryPolicy } from 'cockatiel';
import { LRUCache } from 'lru-cache';
import { isDeepStrictEqual } from 'node:util';
import { toStoredEvent, type DomainEvent, type StoredEvent } from './stored-event.js';
import { schemaVersionOf } from './upcasting.js';

/** Who sends a command, and what makes it the same command when it arrives again. */
export interface CommandContext {
  /** Name of the use case. */
  readonly operation: string;
  /** Whose idempotency keys these are: a subject, a tenant, or the platform itself. */
  readonly caller: string;
  readonly key: string;
  readonly actor: Actor;
  readonly globalAccountId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  readonly now: Date;
  /**
   * Whether the answer may be what was proposed: nobody else has the key, or nobody looks at the answer. Otherwise the
   * same command may have been there before with other contents, and the answer is read from the log.
   */
  readonly skipReadBack?: boolean;
}

/** A stream as it was when it was read: its state and its events. */
export interface LoadedStream<State, Event extends DomainEvent> {
  readonly state: State;
  readonly events: readonly StoredEvent<Event>[];
}

/** Streams that are likely new. */
export const newSystem: LoadedStream<SystemState, SystemEvent> = { state: initialSystemState, events: [] };
export const newFormation: LoadedStream<FormationState, FormationEvent> = { state: initialFormationState, events: [] };

export interface CommandResult<State, Event extends DomainEvent> {
  /** As it was right after this command's own events, however much has happened since. */
  readonly state: State;
  /** The stream's events up to there. */
  readonly events: readonly StoredEvent<Event>[];
  /** What this command yielded, now or when it first arrived; empty when it found its effect there. */
  readonly own: readonly StoredEvent<Event>[];
  /** Log position that this append reached; null when nothing was appended now. */
  readonly position: string | null;
  /** Events of the stream up to there. */
  readonly version: number;
  readonly stream: string;
}

/** The store, or luck in races, failed for longer than a caller should wait. Nothing is half done; try again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code = 'UNAVAILABLE';
  /** Seconds. */
  readonly retryAfter = 1;

  constructor(cause: unknown) {
    super('The event store does not answer, or too many writers are at the same system. Try again.', { cause });
  }
}

/** The three functions of an aggregate that the command handler needs. */
export interface Aggregate<State, Event extends DomainEvent> {
  readonly initialState: State;
  readonly evolve: (state: State, event: Recorded<Event>) => State;
  readonly ledger: (state: State) => CommandLedger;
}

export const systemAggregate: Aggregate<SystemState, SystemEvent> = {
  initialState: initialSystemState,
  evolve: evolveSystem,
  ledger: (state) => state,
};

export const formationAggregate: Aggregate<FormationState, FormationEvent> = {
  initialState: initialFormationState,
  evolve: evolveFormation,
  ledger: (state) => state,
};

const APPENDED_STREAMS = 500;
const APPENDED_FOR_MS = 5_000;

/** Loads streams and appends decisions to them. */
export class EventStore {
  private readonly retryPolicy: RetryPolicy;
  /** Streams up to what this process has lately appended to them. */
  private readonly appended = new LRUCache<string, LoadedStream<unknown, DomainEvent>>({
    max: APPENDED_STREAMS,
    ttl: APPENDED_FOR_MS,
  });

  constructor(
    readonly client: EventStoreDBClient,
    options: { readonly maxAttempts?: number } = {},
  ) {
    this.retryPolicy = retry(handleWhen(isRetryable), {
      maxAttempts: options.maxAttempts ?? 9,
      backoff: new ExponentialBackoff({ initialDelay: 4, maxDelay: 1_000, exponent: 2 }),
    });
  }

  /**
   * A command on the stream of a name: load, decide, append at the expected revision, answer.
   * @param assumed what the stream is assumed to hold: the first decision is made on it without a read. The append at
   *   the expected revision proves or refutes it; if refuted, the stream is read and the command decided again
   */
  onSystem(
    nameId: string,
    context: CommandContext,
    decide: (state: SystemState) => Decision<SystemEvent>,
    assumed?: LoadedStream<SystemState, SystemEvent>,
  ): Promise<CommandResult<SystemState, SystemEvent>> {
    return this.execute(systemStream(nameId), systemAggregate, context, decide, assumed);
  }

  /** A command on the stream of a formation; see `onSystem`. */
  onFormation(
    formationId: string,
    context: CommandContext,
    decide: (state: FormationState) => Decision<FormationEvent>,
    assumed?: LoadedStream<FormationState, FormationEvent>,
  ): Promise<CommandResult<FormationState, FormationEvent>> {
    return this.execute(formationStream(formationId), formationAggregate, context, decide, assumed);
  }

  /** State of a name, for those who only look. Throws `StoreUnavailable`. */
  async loadSystem(nameId: string): Promise<SystemState> {
    return (await this.loadSystemStream(nameId)).state;
  }

  /**
   * State of a name with its events, for callers that append next. Throws `StoreUnavailable`.
   * @param triggeredBy id of the event that the caller reacts to. If this process has appended it lately, its copy of the
   *   stream is returned without a read; later events may be missing, which the append at the expected revision detects
   */
  async loadSystemStream(nameId: string, triggeredBy?: string): Promise<LoadedStream<SystemState, SystemEvent>> {
    const stream = systemStream(nameId);
    const appended = this.appended.get(stream) as LoadedStream<SystemState, SystemEvent> | undefined;
    if (appended?.events.some(({ id }) => id === triggeredBy)) return appended;
    return this.see(stream, systemAggregate);
  }

  /** State of a formation, for those who only look. Throws `StoreUnavailable`. */
  async loadFormation(formationId: string): Promise<FormationState> {
    return (await this.see(formationStream(formationId), formationAggregate)).state;
  }

  private async see<State, Event extends DomainEvent>(
    stream: string,
    aggregate: Aggregate<State, Event>,
  ): Promise<LoadedStream<State, Event>> {
    try {
      return await this.retryPolicy.execute(() => this.load(stream, aggregate));
    } catch (error) {
      throw isRetryable(error) ? new StoreUnavailable(error) : error;
    }
  }

  /**
   * Load, decide, append with the expected revision; on a lost race all of it again, a bounded number of times.
   * A command whose key the stream has seen yields no event: it is answered from what it did the first time.
   * Throws the `Refusal` of the decision, or `StoreUnavailable`.
   */
  async execute<State, Event extends DomainEvent>(
    stream: string,
    aggregate: Aggregate<State, Event>,
    context: CommandContext,
    decide: (state: State) => Decision<Event>,
    assumed?: LoadedStream<State, Event>,
  ): Promise<CommandResult<State, Event>> {
    const attempt = (loaded: LoadedStream<State, Event>) => this.attempt(stream, aggregate, context, decide, loaded);
    let untried = assumed;
    try {
      return await this.retryPolicy.execute(async () => {
        if (untried) {
          const loaded = untried;
          untried = undefined;
          const result = await attempt(loaded);
          // Only an append proves the assumed state: everything else is decided on the stored events.
          if (!(result instanceof Refusal) && result.own.length > 0) return result;
        }
        const result = await attempt(await this.load(stream, aggregate));
        if (result instanceof Refusal) throw result;
        return result;
      });
    } catch (error) {
      throw isRetryable(error) ? new StoreUnavailable(error) : error;
    }
  }

  /** One try on what a stream is taken to hold; throws when it holds something else by now. */
  private async attempt<State, Event extends DomainEvent>(
    stream: string,
    aggregate: Aggregate<State, Event>,
    context: CommandContext,
    decide: (state: State) => Decision<Event>,
    { state, events }: LoadedStream<State, Event>,
  ): Promise<CommandResult<State, Event> | Refusal> {
    const commandKey = commandKeyOf(context.operation, context.caller, context.key);
    const answeredAt = versionAfterCommand(aggregate.ledger(state), commandKey);
    if (answeredAt !== undefined) {
      return answer(stream, toLoaded(events.slice(0, answeredAt), aggregate), commandKey, null);
    }
    const decision = decide(state);
    if (decision instanceof Refusal) return decision;
    if (decision.length === 0) return { state, events, own: [], position: null, version: events.length, stream };
    const own = record(stream, commandKey, decision, context, aggregate.ledger(state).lastOccurredAt, events.length);
    const proposed = { state: fold(own, aggregate, state), events: [...events, ...own] };
    const position = await this.append(stream, proposed, events.length);
    if (context.skipReadBack) return answer(stream, proposed, commandKey, position);
    // The same command may have come in before: the store then takes the equal event ids for a repetition, whatever
    // the events hold. So the answer is what stands in the log, not what was proposed.
    const stored = [...events, ...(await this.read<Event>(stream, events.length))];
    const isRepetition = !own.every((event, index) => isSame(event, stored[events.length + index]));
    if (!isRepetition) return answer(stream, proposed, commandKey, position);
    this.appended.delete(stream);
    const reached = versionAfterCommand(aggregate.ledger(fold(stored, aggregate)), commandKey);
    return answer(stream, toLoaded(stored.slice(0, reached), aggregate), commandKey, null);
  }

  private async load<State, Event extends DomainEvent>(
    stream: string,
    aggregate: Aggregate<State, Event>,
  ): Promise<LoadedStream<State, Event>> {
    return toLoaded(await this.read<Event>(stream), aggregate);
  }

  private async read<Event extends DomainEvent>(stream: string, from = 0): Promise<StoredEvent<Event>[]> {
    const events: StoredEvent<Event>[] = [];
    try {
      for await (const { event } of this.client.readStream(stream, { fromRevision: BigInt(from) })) {
        if (event) events.push(toStoredEvent<Event>(event, null));
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return events;
  }

  /** Appends what lies beyond a version. */
  private async append(stream: string, proposed: LoadedStream<unknown, DomainEvent>, version: number): Promise<string> {
    // Before it is acknowledged: whoever follows the log may hear of it earlier than the answer comes.
    this.appended.set(stream, proposed);
    try {
      const { position } = await this.client.appendToStream(
        stream,
        proposed.events.slice(version).map(({ id, event }) =>
          jsonEvent<JSONEventType>({
            id,
            type: event.type,
            data: { ...event.data },
            metadata: { ...event.metadata },
          }),
        ),
        { expectedRevision: version === 0 ? NO_STREAM : BigInt(version - 1) },
      );
      if (!position) throw new Error(`The append to ${stream} was answered without a position`);
      return position.commit.toString();
    } catch (error) {
      this.appended.delete(stream);
      throw error;
    }
  }
}

function isSame(proposed: StoredEvent, stored: StoredEvent | undefined): boolean {
  return proposed.id === stored?.id && isDeepStrictEqual(proposed.event, stored.event);
}

function answer<State, Event extends DomainEvent>(
  stream: string,
  { state, events: stored }: LoadedStream<State, Event>,
  commandKey: string,
  position: string | null,
): CommandResult<State, Event> {
  const isOwn = ({ event }: StoredEvent<Event>) => event.metadata.idempotencyKey === commandKey;
  const events = position === null ? stored : stored.map((item) => (isOwn(item) ? { ...item, position } : item));
  return { state, events, own: events.filter(isOwn), position, version: events.length, stream };
}

function toLoaded<State, Event extends DomainEvent>(
  events: readonly StoredEvent<Event>[],
  aggregate: Aggregate<State, Event>,
): LoadedStream<State, Event> {
  return { state: fold(events, aggregate), events };
}

function fold<State, Event extends DomainEvent>(
  events: readonly StoredEvent<Event>[],
  aggregate: Aggregate<State, Event>,
  from = aggregate.initialState,
): State {
  return events.reduce((state, { event }) => aggregate.evolve(state, event), from);
}

function record<Event extends DomainEvent>(
  stream: string,
  commandKey: string,
  decided: readonly Event[],
  context: CommandContext,
  lastOccurredAt: string | null,
  version: number,
): StoredEvent<Event>[] {
  // Clocks of several machines differ; within a stream time never runs backwards.
  const now = Math.max(context.now.getTime(), lastOccurredAt === null ? 0 : Date.parse(lastOccurredAt));
  return decided.map((event, index) => {
    const systemId = 'systemId' in event.data ? event.data.systemId : undefined;
    const metadata: EventMetadata = {
      globalAccountId: context.globalAccountId,
      ...(systemId === undefined ? {} : { systemId }),
      occurredAt: new Date(now).toISOString(),
      $correlationId: context.correlationId,
      $causationId: context.causationId,
      actor: { subject: context.actor.subject, roles: context.actor.roles },
      idempotencyKey: commandKey,
      schemaVersion: schemaVersionOf(event.type),
      ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
    };
    return {
      event: { ...event, metadata },
      id: eventIdOf(stream, commandKey, index),
      streamId: stream,
      revision: version + index,
      position: null,
    };
  });
}

/** Where a write got to, as its reply says it. */
export function writeReply<State, Event extends DomainEvent>({
  position,
  version,
  stream,
}: CommandResult<State, Event>) {
  return { position, version, stream };
}

/** What another try may cure: a lost race, or a store that was away. An append that did get through is then recognised. */
export function isRetryable(error: unknown): error is Error {
  return (
    error instanceof WrongExpectedVersionError ||
    error instanceof UnavailableError ||
    error instanceof CancelledError ||
    error instanceof DeadlineExceededError ||
    error instanceof TimeoutError ||
    error instanceof NotLeaderError
  );
}
