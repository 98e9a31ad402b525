import type { AggregateState } from './aggregate.js';
import { keyOfCommand, type CommandContext } from './command-context.js';
import type { LoadedStream } from './loaded-stream.js';
import type { DomainEvent, StoredEvent } from './stored-event.js';

export interface CommandResult<State, Event extends DomainEvent> {
  /** State right after the command's own events, whatever has been appended since. */
  readonly state: State;
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
  { state, events }: LoadedStream<State, Event>,
  context: CommandContext,
  position: string | null,
): CommandResult<State, Event> {
  const commandKey = keyOfCommand(context);
  const isOwn = ({ event }: StoredEvent<Event>) => event.metadata.idempotencyKey === commandKey;
  const stored = events.filter(isOwn);
  const own = position === null ? stored : stored.map((item) => ({ ...item, position }));
  return { state, own, position, version: state.version, stream };
}

/** The answer of a command that yields no event. */
export function unchanged<State extends AggregateState, Event extends DomainEvent>(
  stream: string,
  { state }: LoadedStream<State, Event>,
): CommandResult<State, Event> {
  return { state, own: [], position: null, version: state.version, stream };
}
