import { foldSystemRecord, isUpTo, parseAsOf, type AsOf, type SystemRecord } from '@system-landscape/system-view';
import type { Recorded, SystemEvent } from '@system-landscape/domain';
import { toStoredEvent, type StoredEvent } from '@system-landscape/event-store';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { InvalidArgumentError } from 'commander';
import { readLog } from '../events/read-log.js';
import { streamOfSystem } from '../events/selection.js';
import { CliError } from '../cli-error.js';

/** A recorded event of a system with its commit position. */
export type HistoricEvent = StoredEvent<SystemEvent> & { readonly position: string };

/** All events of a system, oldest first. @throws CliError when there is no such system */
export async function readHistory(
  client: EventStoreDBClient,
  systemId: string,
  signal: AbortSignal,
): Promise<HistoricEvent[]> {
  const history: HistoricEvent[] = [];
  for await (const { position, recorded } of readLog(client, { streams: [streamOfSystem(systemId)], signal })) {
    const stored = { ...toStoredEvent<SystemEvent>(recorded, position), position };
    if (stored.event.data.systemId === systemId) history.push(stored);
  }
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

function placeOf({ position, event }: { readonly position: string; readonly event: Recorded<SystemEvent> }) {
  return { position, occurredAt: event.metadata.occurredAt };
}

/** Parses the value of an option. */
export function asOf(text: string): AsOf {
  const parsed = parseAsOf(text);
  if (!parsed) throw new InvalidArgumentError('Give a log position, or a time such as 2026-01-05T10:00:00Z.');
  return parsed;
}
