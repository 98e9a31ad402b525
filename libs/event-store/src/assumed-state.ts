import { Refusal } from '@system-landscape/domain';
import type { CommandResult } from './command-result.js';
import type { LoadedStream } from './loaded-stream.js';
import type { DomainEvent } from './stored-event.js';

type Attempt<State, Event extends DomainEvent> = (
  loaded: LoadedStream<State, Event>,
) => Promise<CommandResult<State, Event> | Refusal>;

/**
 * The operation to retry: the first run attempts on the assumed stream, without a read; every other one on the stored
 * stream. Only an append at the expected revision proves the assumed stream: a refusal, or a decision without events,
 * is decided again on the stored stream.
 */
export function startingFrom<State, Event extends DomainEvent>(
  assumed: LoadedStream<State, Event> | undefined,
  load: () => Promise<LoadedStream<State, Event>>,
  attempt: Attempt<State, Event>,
): () => ReturnType<Attempt<State, Event>> {
  let untested = assumed;
  return async () => {
    if (untested) {
      const loaded = untested;
      untested = undefined;
      const outcome = await attempt(loaded);
      if (!(outcome instanceof Refusal) && outcome.own.length > 0) return outcome;
    }
    return attempt(await load());
  };
}
