import { versionAfterCommand } from '@system-landscape/domain';
import { isDeepStrictEqual } from 'node:util';
import type { Aggregate, AggregateState } from './aggregate.js';
import { keyOfCommand, type CommandContext } from './command-context.js';
import { fold, type LoadedStream } from './loaded-stream.js';
import type { DomainEvent, StoredEvent } from './stored-event.js';

export interface CommandResult<State, Event extends DomainEvent> {
  /** State right after the command's own events, whatever has been appended since. */
  readonly state: State;
  /** The stream's events up to there. */
  readonly events: readonly StoredEvent<Event>[];
  /** Events of this command, appended now or when it first arrived; empty when the state showed its effect already. */
  readonly own: readonly StoredEvent<Event>[];
  /** Commit position of the append; null when nothing was appended now. */
  readonly position: string | null;
  /** Version of the state. */
  readonly version: number;
  readonly stream: string;
}

/** The members of a write reply. */
export function writeReply<State, Event extends DomainEvent>({
  position,
  version,
  stream,
}: CommandResult<State, Event>) {
  return { position, version, stream };
}

/** The answer from a stream that ends with the command's own events. */
export function answer<State extends AggregateState, Event extends DomainEvent>(
  stream: string,
  { state, events: stored }: LoadedStream<State, Event>,
  context: CommandContext,
  position: string | null,
): CommandResult<State, Event> {
  const commandKey = keyOfCommand(context);
  const isOwn = ({ event }: StoredEvent<Event>) => event.metadata.idempotencyKey === commandKey;
  const events = position === null ? stored : stored.map((item) => (isOwn(item) ? { ...item, position } : item));
  return { state, events, own: events.filter(isOwn), position, version: state.version, stream };
}

/** The answer of a command that yields no event. */
export function unchanged<State extends AggregateState, Event extends DomainEvent>(
  stream: string,
  { state, events }: LoadedStream<State, Event>,
): CommandResult<State, Event> {
  return { state, events, own: [], position: null, version: state.version, stream };
}

/** The stream up to the command's own events; undefined when it has none. */
export function upToCommand<State extends AggregateState, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  { state, events }: LoadedStream<State, Event>,
  context: CommandContext,
): LoadedStream<State, Event> | undefined {
  const version = versionAfterCommand(state, keyOfCommand(context));
  return version === undefined
    ? undefined
    : fold(
        aggregate,
        events.filter(({ revision }) => revision < version),
      );
}

/** Whether the events were stored as they were proposed. */
export function isStored(proposed: readonly StoredEvent[], stored: readonly StoredEvent[]): boolean {
  return proposed.every(({ id, event }, index) => {
    const other = stored[index];
    return id === other?.id && isDeepStrictEqual(event, other.event);
  });
}
