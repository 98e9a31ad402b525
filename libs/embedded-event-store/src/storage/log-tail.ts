import { DamagedData } from './damage.js';
import type { LogRecord, Ticks } from './log-record.js';
import type { StoredEvents } from './stored-events.js';
import type { StreamHeads } from './stream-heads.js';

/** The end of the log, from which the writer continues after a start. */
export interface LogTail {
  /** The last events, in the order of positions. */
  readonly records: readonly LogRecord[];
  /** Position of the last event, 0 without one. */
  readonly lastPosition: number;
  readonly nextPosition: number;
  readonly lastCreated: Ticks;
}

/** Events whose ids are known again after a start. */
const TAIL_LENGTH = 5_000;
const FIRST_POSITION = 1;

/**
 * Reads the end of the log and checks that the last writes are there as a whole.
 * @throws DamagedData when an event or its entry in the index is missing
 */
export function readTail(stored: StoredEvents, heads: StreamHeads): LogTail {
  const records = stored.tail(TAIL_LENGTH);
  for (const { stream, revision, position } of records) {
    if (stored.positionOf(heads.of(stream), revision) !== position) {
      throw new DamagedData(`the index lacks revision ${revision} of the stream ${stream}`);
    }
  }
  const last = records.at(-1);
  return {
    records,
    lastPosition: last?.position ?? 0,
    nextPosition: last ? last.position + last.bytes.length : FIRST_POSITION,
    lastCreated: last?.created ?? { ms: 0, rest: 0 },
  };
}
