import type { ProposedEvent } from './log-record.js';

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

const positive = (value: unknown) => (typeof value === 'number' && value > 0 ? value : undefined);
const nonNegative = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : undefined);
