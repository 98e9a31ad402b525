import { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import type { EventLog } from '../storage/event-log.js';
import type { LogPage, PageLimits } from '../storage/log-page.js';
import type { LogRecord } from '../storage/log-record.js';
import { streamSource } from '../storage/stream-source.js';
import { streamDeleted, unreadable } from '../wire/errors.js';
import { eventResponse, type ResolvedEvent } from '../wire/event-response.js';
import type { Outbound } from '../wire/outbound.js';
import type { ReadOptions } from './read-options.js';

/** Limits of a page; back-pressure of the client is checked between pages. */
export const PAGE: PageLimits = { maxCount: 128, maxBytes: 128 * 1024 };

/**
 * Sends the events of a stream or of `$all` page by page, with back-pressure.
 * @param lag how many of the latest events of the log are not sent
 */
export async function read(log: EventLog, options: ReadOptions, out: Outbound, lag = 0): Promise<void> {
  if (options.stream !== undefined) {
    const view = streamSource(log, options.stream).view();
    if (view.kind === 'deleted') throw streamDeleted(options.stream);
    if (view.kind === 'not-found') return out.send(streamNotFound(options.stream));
  }
  checkStart(log, options);
  const hidden =
    lag === 0 ? Infinity : (log.readAll(Infinity, { ...PAGE, maxCount: lag }, true).records.at(-1)?.position ?? 0);
  const pages = pageReader(log, options);
  let remaining = options.count ?? 0;
  let next = firstToRead(options);
  while (remaining > 0) {
    const page = pages(next, {
      ...PAGE,
      maxCount: options.filter ? PAGE.maxCount : Math.min(PAGE.maxCount, remaining),
    });
    for (const record of page.records) {
      if (record.position >= hidden || (options.filter && !options.filter(record))) continue;
      out.send(eventResponse(resolve(log, record, options.resolveLinks), options.uuids));
      remaining -= 1;
      if (remaining === 0) return;
    }
    if (page.ended || !(await out.room())) return;
    next = page.next;
  }
}

/** @throws gRPC error UNKNOWN for a start that a real server does not answer either */
function checkStart(log: EventLog, { stream, from, backwards, count }: ReadOptions): void {
  if (stream !== undefined) {
    if (count === 0) throw unreadable('A stream is read by at least one event.');
    if (from === 'end' && !backwards) throw unreadable('After the end of a stream there is nothing to read forwards.');
    return;
  }
  if (typeof from !== 'number') return;
  if (!log.isPosition(from)) throw unreadable(`There is no event at position ${from}.`);
  if (backwards && from !== Infinity && from > log.endPosition) {
    throw unreadable(`Position ${from} is after the end.`);
  }
}

/** The event, or a link with its target if links are resolved. */
export function resolve(log: EventLog, record: LogRecord, resolveLinks: boolean): ResolvedEvent {
  if (!resolveLinks || record.type !== '$>') return { event: record };
  const event = log.resolveLink(record);
  return event === 'no-link' ? { event: record } : { event, link: record };
}

function pageReader(log: EventLog, { stream, backwards }: ReadOptions): (from: number, page: PageLimits) => LogPage {
  if (stream === undefined) return (from, page) => log.readAll(from, page, backwards);
  const source = streamSource(log, stream);
  return (from, page) => source.read(from, page, backwards);
}

function firstToRead({ from }: ReadOptions): number {
  if (from === 'start') return 0;
  return from === 'end' ? Infinity : from;
}

function streamNotFound(stream: string): ReadResp {
  const identifier = new StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  const notFound = new ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifier);
  const response = new ReadResp();
  response.setStreamNotFound(notFound);
  return response;
}
