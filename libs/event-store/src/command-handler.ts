import { placeOfCommand, Refusal, type Decision } from '@system-landscape/domain';
import type { Aggregate, AggregateState } from './aggregate.js';
import { startingFrom } from './assumed-state.js';
import { keyOfCommand, type CommandContext } from './command-context.js';
import { answer, unchanged, type CommandResult } from './command-result.js';
import { recordEvents } from './event-metadata.js';
import { extend, type LoadedStream } from './loaded-stream.js';
import type { StoreRetry } from './store-retry.js';
import type { DomainEvent } from './stored-event.js';
import type { Streams } from './streams.js';

/** Decides on the state: returns the events to append, or a refusal. Runs again after a lost race. */
export type Decide<State, Event extends DomainEvent> = (state: State) => Decision<Event> | Promise<Decision<Event>>;

/**
 * Handles a command on one stream: loads its state, decides, appends at the expected revision and answers. After a lost
 * race or an outage it starts again, a bounded number of times. A command whose key is in the stream already is not
 * decided again; it is answered from its stored events.
 */
export class CommandHandler {
  constructor(
    private readonly streams: Streams,
    private readonly retry: StoreRetry,
  ) {}

  /**
   * @param assumed the assumed stream: the first attempt needs no read
   * @throws Refusal of the decision; StoreUnavailable; DeadlineExpired when the caller gives up before the append
   */
  async handle<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    context: CommandContext,
    decide: Decide<State, Event>,
    assumed?: LoadedStream<State, Event>,
  ): Promise<CommandResult<State, Event>> {
    const stream = aggregate.streamOf(id);
    const load = () => this.streams.load(aggregate, stream);
    const attempt = async (loaded: LoadedStream<State, Event>) => {
      const handled = await this.upToCommand(aggregate, stream, loaded, context);
      if (handled) return answer(stream, handled, context, null);

      const decision = await decide(loaded.state);
      if (decision instanceof Refusal) return decision;
      if (decision.length === 0) return unchanged(stream, loaded);

      const own = recordEvents(stream, loaded.state, decision, context);
      const proposed = extend(aggregate, loaded, own);
      const position = await this.streams.append(stream, proposed, loaded.state.version);
      return answer(stream, proposed, context, position);
    };
    const outcome = await this.retry.execute(startingFrom(assumed, load, attempt));
    if (outcome instanceof Refusal) throw outcome;
    return outcome;
  }

  /** The stream up to the command's own events; undefined when it has none. */
  private async upToCommand<State extends AggregateState, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: string,
    { state }: LoadedStream<State, Event>,
    context: CommandContext,
  ): Promise<LoadedStream<State, Event> | undefined> {
    const place = placeOfCommand(state, keyOfCommand(context));
    return place && this.streams.loadUpTo(aggregate, stream, place);
  }
}
