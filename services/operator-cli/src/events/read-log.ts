import { followRawLog, type RawLogItem } from '@system-landscape/event-store';
import { BACKWARDS, END, UnknownError, type EventStoreDBClient, type RecordedEvent } from '@eventstore/db-client';
import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';

/** An event with its place in the log. */
export interface LoggedEvent {
  /** Commit position. */
  readonly position: string;
  readonly recorded: RecordedEvent;
}

export interface ReadLogOptions {
  /** Events after this position; all when absent or 0. */
  readonly after?: string;
  /** Up to this position, inclusive; up to the end of the log as it is now when absent. */
  readonly to?: string;
  /** Beginnings of stream names; systems and formations when absent. */
  readonly streams?: readonly string[];
  readonly signal: AbortSignal;
  /** Told of every position that is reached, also where nothing was wanted. */
  readonly onPosition?: (position: bigint) => void;
}

export interface ShownReading extends Pick<ReadLogOptions, 'after' | 'to' | 'streams'> {
  /** What the bar is called. */
  readonly what: string;
  readonly stopped?: string;
}

/** The log in its order, then it ends. */
export async function* readLog(client: EventStoreDBClient, options: ReadLogOptions): AsyncGenerator<LoggedEvent> {
  const { after, to, streams, signal, onPosition } = options;
  const last = to === undefined ? undefined : BigInt(to);
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  try {
    for await (const batch of follow(client, { after, streams, signal: either })) {
      for (const item of batch) {
        if (item.kind === 'caught-up') return;
        const position = positionOf(item);
        if (position === undefined) continue;
        if (last !== undefined && position > last) return;
        if (item.kind === 'event') yield { position: item.position, recorded: item.recorded };
        onPosition?.(position);
      }
    }
  } finally {
    done.abort();
  }
}

/**
 * The log up to where it ends now, or to `to`; shows how far it is where that takes long.
 * @param stopped what is said when the operator stops it before its end
 * @throws CliError when it was stopped
 */
export async function* readLogShowingProgress(
  { terminal, signal }: Pick<CliContext, 'terminal' | 'signal'>,
  client: EventStoreDBClient,
  { what, stopped = 'Stopped before the end.', after, to, streams }: ShownReading,
): AsyncGenerator<LoggedEvent> {
  const end = to === undefined ? await endOfLog(client) : BigInt(to);
  const from = BigInt(after ?? '0');
  const progress = terminal.progress(what, end - from);
  try {
    const onPosition = (position: bigint) => progress.to(position - from);
    yield* readLog(client, { after, to, streams, signal, onPosition });
    if (signal.aborted) throw new CliError(stopped);
  } finally {
    progress.stop();
  }
}

/** The log from there on, and everything that is appended to it, until the signal aborts. */
export async function* tailLog(
  client: EventStoreDBClient,
  { after, streams, signal }: Pick<ReadLogOptions, 'after' | 'streams' | 'signal'>,
): AsyncGenerator<LoggedEvent> {
  for await (const batch of follow(client, { after, streams, signal })) {
    for (const item of batch) {
      if (item.kind === 'event') yield { position: item.position, recorded: item.recorded };
    }
  }
}

/** Position of the last event of the log, whosever it is; 0 for an empty one. */
export async function endOfLog(client: EventStoreDBClient): Promise<bigint> {
  let position = 0n;
  for await (const { event, commitPosition } of client.readAll({
    direction: BACKWARDS,
    fromPosition: END,
    maxCount: 1,
  })) {
    position = commitPosition ?? event?.position.commit ?? 0n;
  }
  return position;
}

type FollowFrom = Pick<ReadLogOptions, 'after' | 'streams' | 'signal'>;

async function* follow(client: EventStoreDBClient, { after, streams, signal }: FollowFrom) {
  // A subscription begins after an event that is there; before the first one there is none.
  const place = after === undefined || BigInt(after) === 0n ? undefined : after;
  try {
    yield* followRawLog(client, { after: place, streams, signal });
  } catch (error) {
    // What the event store answers to a position between two events, or beyond the last one.
    if (place === undefined || !(error instanceof UnknownError)) throw error;
    throw usageError(`There is no event at position ${place}. Give a position that an event has, or 0.`);
  }
}

function positionOf(item: RawLogItem): bigint | undefined {
  return 'position' in item ? BigInt(item.position) : undefined;
}
