import type { Recorded } from '@system-landscape/domain';
import {
  followRawLog,
  isSystemEvent,
  toStoredEvent,
  type DomainEvent,
  type RawLogItem,
} from '@system-landscape/event-store';
import { BACKWARDS, END, UnknownError, type EventStoreDBClient, type RecordedEvent } from '@eventstore/db-client';
import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';

/** An event with its commit position. */
export interface LoggedEvent {
  /** Commit position. */
  readonly position: string;
  readonly recorded: RecordedEvent;
}

export interface ReadLogOptions {
  /** Starts after this position; at the beginning when absent or 0. */
  readonly after?: string;
  /** Ends with this position (inclusive); when absent, with the current end of the log. */
  readonly to?: string;
  /** Prefixes of stream names; when absent, the streams of systems and formations. */
  readonly streams?: readonly string[];
  readonly signal: AbortSignal;
  /** Called with every position that is reached, also for events that the filter skips. */
  readonly onPosition?: (position: bigint) => void;
}

export interface ReadLogWithProgressOptions extends Pick<ReadLogOptions, 'after' | 'to' | 'streams'> {
  /** Label of the progress bar. */
  readonly label: string;
  /** Message when the operator stops the command early. */
  readonly stopped?: string;
}

/** The events of the log in their order, up to its end. */
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

/** As `readLog`, with a progress bar. @throws CliError when the operator stops the command before the end */
export async function* readLogWithProgress(
  { terminal, signal }: Pick<CliContext, 'terminal' | 'signal'>,
  client: EventStoreDBClient,
  { label, stopped = 'Stopped before the end.', after, to, streams }: ReadLogWithProgressOptions,
): AsyncGenerator<LoggedEvent> {
  const end = to === undefined ? await endOfLog(client) : BigInt(to);
  const from = BigInt(after ?? '0');
  const progress = terminal.progress(label, end - from);
  try {
    const onPosition = (position: bigint) => progress.to(position - from);
    yield* readLog(client, { after, to, streams, signal, onPosition });
    if (signal.aborted) throw new CliError(stopped);
  } finally {
    progress.stop();
  }
}

/** The events after a position, and every event that is appended later, until the signal aborts. */
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

/** Position of the last event of the log, of any origin; 0 for an empty log. */
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
  // A subscription starts after an existing event; 0 means the beginning, which has no event.
  const start = after === undefined || BigInt(after) === 0n ? undefined : after;
  try {
    yield* followRawLog(client, { after: start, streams, signal });
  } catch (error) {
    // The event store's error for a position that no event has.
    if (start === undefined || !(error instanceof UnknownError)) throw error;
    throw usageError(`There is no event at position ${start}. Give the position of an event, or 0.`);
  }
}

function positionOf(item: RawLogItem): bigint | undefined {
  return 'position' in item ? BigInt(item.position) : undefined;
}

/** The event in its newest schema version; undefined for one of the store itself, or one that this release cannot read. */
export function readEvent({ position, recorded }: LoggedEvent): Recorded<DomainEvent> | undefined {
  if (isSystemEvent(recorded)) return undefined;
  try {
    return toStoredEvent(recorded, position).event;
  } catch {
    return undefined;
  }
}
