import {
  foldSystemRecord,
  isUpTo,
  parseAsOf,
  systemAt,
  type AsOf,
  type SystemRecord,
} from '@system-landscape/system-view';
import type { Recorded, SystemEvent, SystemState } from '@system-landscape/domain';
import { isSystemEvent, readStreamEvents, systemAggregate, type StoredEvent } from '@system-landscape/event-store';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { InvalidArgumentError } from 'commander';
import { readLog, type LoggedEvent } from '../events/read-log.js';
import { streamOfSystem } from '../events/selection.js';
import { CliError } from '../cli-error.js';

/** A recorded event of a system with its commit position. */
export type HistoricEvent = StoredEvent<SystemEvent> & { readonly position: string };

/**
 * All events of a system, oldest first, up to the first one of its stream that cannot be read.
 * @throws CliError when there is no such system
 */
export async function readHistory(
  client: EventStoreDBClient,
  systemId: string,
  signal: AbortSignal,
): Promise<HistoricEvent[]> {
  const stream = streamOfSystem(systemId);
  const logged: LoggedEvent[] = [];
  for await (const each of readLog(client, { streams: [stream], signal })) {
    if (each.recorded.streamId === stream && !isSystemEvent(each.recorded)) logged.push(each);
  }
  const positions = new Map(logged.map(({ position, recorded }) => [recorded.id, position]));
  const recorded = logged.map((each) => each.recorded);
  const { events } = readStreamEvents<SystemState, SystemEvent>(systemAggregate, recorded);
  const history = events.flatMap(({ stored }): HistoricEvent[] =>
    stored.event.data.systemId === systemId ? [{ ...stored, position: positions.get(stored.id)! }] : [],
  );
  if (history.length === 0) throw new CliError(`There is no system ${systemId}.`);
  return history;
}

/** The system at a point in time: the fold of its events up to then (inclusive); undefined before its first event. */
export function systemAsOf(
  history: readonly HistoricEvent[],
  asOf: AsOf | undefined,
  systemId: string,
): SystemRecord | undefined {
  const upToThen = asOf === undefined ? history : history.filter((event) => isUpTo(asOf, placeOf(event)));
  return foldSystemRecord(upToThen, systemId);
}

/** As `systemAsOf`; a token is expired from its moment on, whether or not the log says so (M-13). @param now the current time */
export function systemShownAsOf(
  history: readonly HistoricEvent[],
  asOf: AsOf | undefined,
  systemId: string,
  now: Date,
): SystemRecord | undefined {
  const record = systemAsOf(history, asOf, systemId);
  return record && { ...record, system: systemAt(record.system, momentOf(history, asOf, now)) };
}

/** A position stands for the time of the system's last event there; what will be is not known. */
function momentOf(history: readonly HistoricEvent[], asOf: AsOf | undefined, now: Date): Date {
  if (asOf === undefined) return now;
  const last = history.findLast((event) => isUpTo(asOf, placeOf(event)))?.event.metadata.occurredAt;
  const time = 'time' in asOf ? asOf.time : last;
  return time === undefined ? now : new Date(Math.min(Date.parse(time), now.getTime()));
}

function placeOf({ position, event }: { readonly position: string; readonly event: Recorded<SystemEvent> }) {
  return { position, occurredAt: event.metadata.occurredAt };
}

/** Parses the value of an option. */
export function asOf(text: string): AsOf {
  const parsed = parseAsOf(text);
  if (!parsed) throw new InvalidArgumentError('Give a log position, or a time such as 2026-01-05T10:00:00Z.');
  return parsed;
}
