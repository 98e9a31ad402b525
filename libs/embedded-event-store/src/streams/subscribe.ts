import { randomUUID } from 'node:crypto';
import { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Faults } from '../faults/faults.js';
import type { EventLog } from '../storage/event-log.js';
import type { LogPage } from '../storage/log-page.js';
import { streamSource } from '../storage/stream-source.js';
import { streamDeleted, unreadable } from '../wire/errors.js';
import { eventResponse } from '../wire/event-response.js';
import { END } from '../wire/numbers.js';
import { WakeUp, type Outbound } from '../wire/outbound.js';
import { PAGE, resolve } from './read.js';
import type { ReadOptions } from './read-options.js';

/**
 * Catch-up subscription: sends the events of a stream or of `$all` from a revision or position on, then those that are
 * appended. New events are read from the log as well, so a slow subscriber neither delays appends nor takes memory: it
 * falls behind and catches up. Resolves when the client is disconnected.
 */
export async function subscribe(
  log: EventLog,
  options: ReadOptions,
  out: Outbound,
  faults: Faults = {},
): Promise<void> {
  if (options.stream !== undefined && streamSource(log, options.stream).view().kind === 'deleted') {
    throw streamDeleted(options.stream);
  }
  if (options.stream === undefined && typeof options.from === 'number' && !log.isPosition(options.from)) {
    throw unreadable(`There is no event at position ${options.from}.`);
  }
  const appended = new WakeUp();
  out.onClose(appended.call);
  out.send(confirmation());
  if (faults.impossibleCheckpoint && options.filter) out.send(checkpointMessage(END));
  const feed =
    options.stream === undefined ? allFeed(log, options, out) : streamFeed(log, options, options.stream, out);
  const unsubscribe = feed.onAppended(appended.call);
  try {
    let caughtUp = false;
    if (feed.isAtEnd()) {
      out.send(caughtUpMessage());
      caughtUp = true;
    }
    while (!out.isClosed) {
      const page = feed.sendPage(caughtUp);
      if (!page.ended) {
        if (caughtUp) out.send(fellBehindMessage());
        caughtUp = false;
        await out.room();
        continue;
      }
      if (!caughtUp) {
        feed.onCaughtUp();
        out.send(caughtUpMessage());
        caughtUp = true;
      }
      // While a slow client receives this page, new events gather for the next one.
      if (page.records.length > 0) await out.room();
      await appended.wait();
    }
  } finally {
    unsubscribe();
  }
}

/** The differences between a stream and `$all`. */
interface Feed {
  readonly onAppended: (wake: () => void) => () => void;
  readonly isAtEnd: () => boolean;
  /** Sends the next page. Like a real server, a live subscription also sends events that are truncated meanwhile. */
  readonly sendPage: (live: boolean) => LogPage;
  readonly onCaughtUp: () => void;
}

function streamFeed(log: EventLog, options: ReadOptions, stream: string, out: Outbound): Feed {
  const source = streamSource(log, stream);
  let next = options.from === 'start' ? 0 : (options.from === 'end' ? source.lastRevision() : options.from) + 1;
  return {
    onAppended: (wake) => source.onAppended(wake),
    isAtEnd: () => source.view().kind !== 'deleted' && next > source.lastRevision(),
    sendPage(live) {
      const isDeleted = source.view().kind === 'deleted';
      // A live subscription also gets the tombstone.
      if (isDeleted && (!live || next > source.lastRevision())) throw streamDeleted(stream);
      const page = source.read(next, { ...PAGE, untruncated: live });
      for (const record of page.records) {
        out.send(eventResponse(resolve(log, record, options.resolveLinks), options.uuids));
      }
      // A live subscription does not send events that were truncated before.
      next = page.ended ? Math.max(page.next, source.lastRevision() + 1) : page.next;
      if (isDeleted && page.ended) throw streamDeleted(stream);
      return page;
    },
    onCaughtUp: () => undefined,
  };
}

function allFeed(log: EventLog, { from, filter, resolveLinks, uuids, checkpointInterval }: ReadOptions, out: Outbound) {
  let next = from === 'start' ? 0 : (from === 'end' ? log.lastPosition : from) + 1;
  let sinceCheckpoint = 0;
  let lastCheckpoint = 0;
  const checkpoint = (position: number) => {
    if (position <= lastCheckpoint) return;
    lastCheckpoint = position;
    sinceCheckpoint = 0;
    out.send(checkpointMessage(position));
  };
  return {
    onAppended: (wake: () => void) => log.subscribers.onAll(wake),
    isAtEnd: () => next > log.lastPosition,
    sendPage() {
      const page = log.readAll(next, PAGE);
      for (const record of page.records) {
        if (!filter || filter(record)) out.send(eventResponse(resolve(log, record, resolveLinks), uuids));
        sinceCheckpoint += 1;
        if (filter && sinceCheckpoint >= checkpointInterval) checkpoint(record.position);
      }
      next = page.next;
      return page;
    },
    onCaughtUp() {
      if (filter) checkpoint(next - 1);
    },
  } satisfies Feed;
}

function confirmation(): ReadResp {
  const confirmed = new ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(randomUUID());
  const response = new ReadResp();
  response.setConfirmation(confirmed);
  return response;
}

function checkpointMessage(position: number | bigint): ReadResp {
  const checkpoint = new ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  const response = new ReadResp();
  response.setCheckpoint(checkpoint);
  return response;
}

function caughtUpMessage(): ReadResp {
  const response = new ReadResp();
  response.setCaughtUp(new ReadResp.CaughtUp());
  return response;
}

function fellBehindMessage(): ReadResp {
  const response = new ReadResp();
  response.setFellBehind(new ReadResp.FellBehind());
  return response;
}
