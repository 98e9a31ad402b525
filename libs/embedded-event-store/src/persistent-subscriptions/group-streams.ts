import { randomUUID } from 'node:crypto';
import type { EventLog } from '../storage/event-log.js';
import type { LogRecord, ProposedEvent } from '../storage/log-record.js';
import { metastreamOf } from '../storage/stream-metadata.js';

const NO_BYTES = Buffer.alloc(0);
const LAST_PAGE = { maxCount: 1, maxBytes: Infinity };

/** An event that the store itself writes. */
export function systemEvent(type: string, data: unknown): ProposedEvent {
  const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
  return { id, type, isJson: true, data: Buffer.from(JSON.stringify(data)), metadata: NO_BYTES };
}

/** The last event of a stream, if it can be read. */
export function lastEvent(log: EventLog, stream: string): LogRecord | undefined {
  if (log.view(stream).kind !== 'readable') return undefined;
  return log.readStream(stream, Infinity, LAST_PAGE, true).records[0];
}

/** Appends to a stream of the store itself, which shows only its last two events. */
export async function appendToShortStream(log: EventLog, stream: string, event: ProposedEvent): Promise<void> {
  if (log.view(stream).kind !== 'readable') {
    await log.append(metastreamOf(stream), 'any', [systemEvent('$metadata', { $maxCount: 2 })]);
  }
  await log.append(stream, 'any', [event]);
}
