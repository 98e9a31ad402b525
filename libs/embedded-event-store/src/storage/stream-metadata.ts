import { LONGEST_TEXT, type ProposedEvent } from './log-record.js';

/** The parts of a stream's metadata that limit reading; all other metadata is stored without effect. */
export interface StreamMetadata {
  /** Number of last events that are readable. */
  readonly maxCount?: number;
  /** Age up to which events are readable. */
  readonly maxAgeSeconds?: number;
  /** First readable revision; `Infinity`: the stream is soft-deleted. */
  readonly truncateBefore?: number;
}

/** `$tb` of a soft-deleted stream: the largest 64-bit number. */
export const SOFT_DELETED_TRUNCATE_BEFORE = '9223372036854775807';

const METASTREAM_PREFIX = '$$';

export const isMetastream = (stream: string): boolean => stream.startsWith(METASTREAM_PREFIX);

export const metastreamOf = (stream: string): string => METASTREAM_PREFIX + stream;

export const originalStreamOf = (metastream: string): string => metastream.slice(METASTREAM_PREFIX.length);

/** Bytes of the longest stream name; the name of a metadata stream may have two more for its prefix. */
export const LONGEST_STREAM_NAME = LONGEST_TEXT - 2 * METASTREAM_PREFIX.length;

/** Whether a record has no room for the name, or for the name with two prefixes: the metadata stream's metadata stream. */
export function isTooLong(name: string): boolean {
  return Buffer.byteLength(isMetastream(name) ? originalStreamOf(name) : name) > LONGEST_STREAM_NAME;
}

/** Parses an event of a metadata stream. Invalid values count as absent, as on a real server. */
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

/** The metadata of a soft-deleted stream that becomes readable again, from `revision` on. */
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

/** The value if it is a non-negative integer. */
export const nonNegative = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
const positive = (value: unknown) => nonNegative(value) || undefined;
