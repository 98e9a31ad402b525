import { randomUUID } from 'node:crypto';
import type { EventLog } from '../storage/event-log.js';
import type { LogRecord, ProposedEvent } from '../storage/log-record.js';
import { metastreamOf } from '../storage/stream-metadata.js';

const NO_BYTES = Buffer.alloc(0);
const LAST_PAGE = { maxCount: 1, maxBytes: Infinity };

/** An event that the store itself appends. */
export function systemEvent(type: string, data: unknown): ProposedEvent {
  const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
  return { id, type, isJson: true, data: Buffer.from(JSON.stringify(data)), metadata: NO_BYTES };
}

/** The last event of a stream, if it can be read. */
export function lastEvent(log: EventLog, stream: string): LogRecord | undefined {
  if (log.view(stream).kind !== 'readable') return undefined;
  return log.readStream(stream, Infinity, LAST_PAGE, true).records[0];
}

/**
 * Appends to a stream of the store itself that shows only its last two events (`$maxCount`). Both appends are decided
 * before the first await, so that no deletion comes between them. The event goes first: metadata alone would make a
 * deleted stream readable again.
 */
export async function appendToShortStream(log: EventLog, stream: string, event: ProposedEvent): Promise<void> {
  const isNew = log.view(stream).kind !== 'readable';
  const appends = [log.append(stream, 'any', [event])];
  if (isNew) appends.push(log.append(metastreamOf(stream), 'any', [systemEvent('$metadata', { $maxCount: 2 })]));
  await Promise.all(appends);
}
