import type { RecordedEvent } from '@eventstore/db-client';
import type { Aggregate, AggregateState } from './aggregate.js';
import type { KeptState } from './kept-state.js';
import { readStreamEvents, type ReadStream } from './read-stream.js';
import type { DomainEvent } from './stored-event.js';

/**
 * Reads and folds what follows a kept state in its stream.
 * @param recordedFrom the events of the stream from a revision on
 * @returns undefined when the stream has another event where the state ends, or an event that the state has folded is skipped
 */
export async function readOn<State extends AggregateState, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  { state, lastEventId }: KeptState<State>,
  recordedFrom: (revision: number) => Promise<RecordedEvent[]>,
): Promise<(ReadStream<State, Event> & { readonly lastEventId: string }) | undefined> {
  const [last, ...more] = await recordedFrom(state.version - 1);
  if (last?.id !== lastEventId || Number(last.revision) !== state.version - 1) return undefined;
  const read = readStreamEvents(aggregate, more, state);
  if ([...read.skipped].some((skipped) => !more.some(({ id }) => id === skipped))) return undefined;
  return { ...read, lastEventId: more.at(-1)?.id ?? lastEventId };
}
