import { LONGEST_TEXT, type ProposedEvent } from './log-record.js';

/** What a stream's metadata says about reading it; the rest of the metadata is none of the store's business. */
export interface StreamMetadata {
  /** Only the last so many events are readable. */
  readonly maxCount?: number;
  /** Only events younger than so many seconds are readable. */
  readonly maxAgeSeconds?: number;
  /** Only events from this revision on are readable; `Infinity`: the stream is soft-deleted. */
  readonly truncateBefore?: number;
}

/** `$tb` of a soft-deleted stream: the largest 64-bit number. */
export const SOFT_DELETED_TRUNCATE_BEFORE = '9223372036854775807';

const METASTREAM_PREFIX = '$$';

export const isMetastream = (stream: string): boolean => stream.startsWith(METASTREAM_PREFIX);

export const metastreamOf = (stream: string): string => METASTREAM_PREFIX + stream;

export const originalStreamOf = (metastream: string): string => metastream.slice(METASTREAM_PREFIX.length);

/** Bytes of a stream name; that of a metadata stream has its prefix beside them. */
export const LONGEST_STREAM_NAME = LONGEST_TEXT - 2 * METASTREAM_PREFIX.length;

/** Whether a record has no room for the name, or for what deleting its metadata stream writes: with two prefixes. */
export function isTooLong(name: string): boolean {
  return Buffer.byteLength(isMetastream(name) ? originalStreamOf(name) : name) > LONGEST_STREAM_NAME;
}

/** What an event of a metadata stream says. What is not JSON or not valid counts as absent, as on a real server. */
export function parseStreamMetadata({ isJson, data }: Pick<ProposedEvent, 'isJson' | 'data'>): StreamMetadata {
  const parsed = isJson ? parseObject(data) : {};
  const truncateBefore = nonNegative(parsed['$tb']);
  return {
    maxCount: positive(parsed['$maxCount']),
    maxAgeSeconds: positive(parsed['$maxAge']),
    truncateBefore:
      truncateBefore !== undefined && truncateBefore >= Number(SOFT_DELETED_TRUNCATE_BEFORE)
        ? Infinity
        : truncateBefore,
  };
}

/** The metadata with which a soft-deleted stream lives on: as before, readable from `revision` on. */
export function revivedMetadata(data: Uint8Array, revision: number): Buffer {
  return Buffer.from(JSON.stringify({ ...parseObject(data), $tb: revision }));
}

function parseObject(data: Uint8Array): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A fraction is no count, no age and no revision. */
export const nonNegative = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
const positive = (value: unknown) => nonNegative(value) || undefined;
