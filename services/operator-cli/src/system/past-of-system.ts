import { foldSystemRecord, isUpTo, parseAsOf, type AsOf, type SystemRecord } from '@system-landscape/system-view';
import type { Recorded, SystemEvent } from '@system-landscape/domain';
import { toStoredEvent, type StoredEvent } from '@system-landscape/event-store';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { InvalidArgumentError } from 'commander';
import { readLog } from '../events/read-log.js';
import { streamOfSystem } from '../events/selection.js';
import { CliError } from '../cli-error.js';

/** An event of a system with its commit position. */
export type PastEvent = StoredEvent<SystemEvent> & { readonly position: string };

/** Every event of the system, oldest first. @throws CliError when there is no such system */
export async function pastOfSystem(
  client: EventStoreDBClient,
  systemId: string,
  signal: AbortSignal,
): Promise<PastEvent[]> {
  const past: PastEvent[] = [];
  for await (const { position, recorded } of readLog(client, { streams: [streamOfSystem(systemId)], signal })) {
    const stored = { ...toStoredEvent<SystemEvent>(recorded, position), position };
    if (stored.event.data.systemId === systemId) past.push(stored);
  }
  if (past.length === 0) throw new CliError(`There is no system ${systemId}.`);
  return past;
}

/** The system as it was: the fold of its events up to there; undefined before its first one. */
export function systemAsOf(
  past: readonly PastEvent[],
  asOf: AsOf | undefined,
  systemId: string,
): SystemRecord | undefined {
  const upToThere = asOf === undefined ? past : past.filter((event) => isUpTo(asOf, placeOf(event)));
  return foldSystemRecord(upToThere, systemId);
}

function placeOf({ position, event }: { readonly position: string; readonly event: Recorded<SystemEvent> }) {
  return { position, occurredAt: event.metadata.occurredAt };
}

export function asOf(text: string): AsOf {
  const parsed = parseAsOf(text);
  if (!parsed) throw new InvalidArgumentError('Give a log position, or a time such as 2026-01-05T10:00:00Z.');
  return parsed;
}
