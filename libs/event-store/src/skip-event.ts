import { Refusal, SCOPE_ID, skipEvent } from '@system-landscape/domain';
import type { RecordedEvent } from '@eventstore/db-client';
import type { AggregateState } from './aggregate.js';
import { keyOfCommand, type CommandContext } from './command-context.js';
import { recordEvents } from './event-metadata.js';
import { aggregateOf } from './log-reader.js';
import { readStreamEvents } from './read-stream.js';
import type { StoreRetry } from './store-retry.js';
import type { Streams } from './streams.js';

/** The account of a skip in a stream none of whose events names one. No account has this id. */
const NO_ACCOUNT = '-';

export interface SkipCommand {
  readonly stream: string;
  /** The event that the operator has looked at; default: whichever it is. */
  readonly eventId?: string;
  readonly note: string;
}

/**
 * Skips the event that keeps a stream in quarantine, by an event at the end of the same stream: so everything that reads
 * the log learns of it, and who did it is in the history.
 * @returns commit position of the append; null when the event was skipped before
 * @throws Refusal of the decision; StreamQuarantined for a deleted stream; StoreUnavailable
 */
export async function appendSkip(
  streams: Streams,
  retry: StoreRetry,
  command: SkipCommand,
  context: CommandContext,
): Promise<string | null> {
  const outcome = await retry.execute(async () => {
    const { stream } = command;
    const recorded = await streams.readRecorded(stream);
    const { state, unreadable, skipped } = readStreamEvents(aggregateOf(stream), recorded);
    if (hasCommand(recorded, keyOfCommand(context))) return null;
    const decision = skipEvent(command, unreadable, skipped, state);
    if (decision instanceof Refusal) return decision;
    if (decision.length === 0) return null;
    const version = Number(recorded.at(-1)!.revision) + 1;
    const own = recordEvents(stream, withAccount({ ...state, version }, recorded), decision, context);
    return streams.appendEvents(stream, own, version);
  });
  if (outcome instanceof Refusal) throw outcome;
  return outcome;
}

/** The fold ends at the unreadable event, so a repetition is looked up in the events. */
function hasCommand(recorded: readonly RecordedEvent[], commandKey: string): boolean {
  return recorded.some(({ metadata }) => metadataOf(metadata)['idempotencyKey'] === commandKey);
}

function withAccount(state: AggregateState, recorded: readonly RecordedEvent[]): AggregateState {
  if ('globalAccountId' in state) return state;
  const named = recorded.map(({ metadata }) => metadataOf(metadata)['globalAccountId']);
  const globalAccountId = named.find((account) => typeof account === 'string' && SCOPE_ID.test(account));
  return { ...state, globalAccountId: typeof globalAccountId === 'string' ? globalAccountId : NO_ACCOUNT };
}

function metadataOf(metadata: unknown): Readonly<Record<string, unknown>> {
  return typeof metadata === 'object' && metadata !== null ? (metadata as Readonly<Record<string, unknown>>) : {};
}
