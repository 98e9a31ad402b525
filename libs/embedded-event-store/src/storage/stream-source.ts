import { hash } from 'node:crypto';
import type { EventLog } from './event-log.js';
import type { LogPage, PageLimits } from './log-page.js';
import type { StreamView } from './log-reader.js';
import { NO_STREAM } from './expected-revision.js';
import { encodeRecord, LogRecord } from './log-record.js';

/** A stream that can be read and subscribed to. */
export interface StreamSource {
  view(): StreamView;
  /** Revision of the last event, -1 without one. */
  lastRevision(): number;
  read(from: number, page: PageLimits, backwards?: boolean): LogPage;
  /** @returns unsubscribes */
  onAppended(wake: () => void): () => void;
}

/** Links to the first event of every stream. On a real server a projection writes it; here it is computed on read. */
const STREAMS_STREAM = '$streams';

/** The stream with this name: stored, or computed (`$streams`). */
export function streamSource(log: EventLog, name: string): StreamSource {
  if (name === STREAMS_STREAM) return new StreamsStream(log);
  return {
    view: () => log.view(name),
    lastRevision: () => log.lastRevision(name),
    read: (from, page, backwards) => log.readStream(name, from, page, backwards),
    onAppended: (wake) => log.subscribers.onStream(name, wake),
  };
}

class StreamsStream implements StreamSource {
  constructor(private readonly log: EventLog) {}

  view(): StreamView {
    const lastRevision = this.lastRevision();
    if (lastRevision === NO_STREAM) return { kind: 'not-found' };
    return { kind: 'readable', firstRevision: 0, lastRevision };
  }

  lastRevision(): number {
    return this.log.streamCount - 1;
  }

  read(from: number, { maxCount }: PageLimits, backwards = false): LogPage {
    const last = this.lastRevision();
    const records: LogRecord[] = [];
    let next = backwards ? Math.min(from, last) : from;
    while (next >= 0 && next <= last && records.length < maxCount) {
      records.push(this.link(next));
      next += backwards ? -1 : 1;
    }
    return { records, next, ended: next < 0 || next > last };
  }

  onAppended(wake: () => void): () => void {
    return this.log.subscribers.onNewStream(wake);
  }

  private link(revision: number): LogRecord {
    const stream = this.log.streamName(revision) ?? '';
    const first = this.log.eventAt(stream, 0);
    if (!first) throw new Error(`The stream number ${revision} has no first event.`);
    const link = {
      id: hash('sha256', stream, 'buffer').subarray(0, 16),
      type: '$>',
      isJson: false,
      data: Buffer.from(`0@${stream}`),
      metadata: Buffer.alloc(0),
    };
    const { position, created } = first;
    return new LogRecord(encodeRecord(link, { stream: Buffer.from(STREAMS_STREAM), revision, position, created }));
  }
}
