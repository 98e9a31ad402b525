import { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { isTooLong, LONGEST_STREAM_NAME } from '../storage/stream-metadata.js';
import { invalidArgument } from '../wire/errors.js';
import { END, fromUint64, startFromUint64 } from '../wire/numbers.js';
import type { UuidFormat } from '../wire/uuid.js';
import { eventFilter, filterExpression, type EventFilter } from './event-filter.js';

/** What to read or to subscribe to. */
export interface ReadOptions {
  /** Undefined: `$all`. */
  readonly stream: string | undefined;
  /** A revision of the stream or a position in `$all`. */
  readonly from: 'start' | 'end' | number;
  readonly backwards: boolean;
  readonly resolveLinks: boolean;
  readonly uuids: UuidFormat;
  readonly filter: EventFilter | undefined;
  /** Number of events that a filter checks between two checkpoints. */
  readonly checkpointInterval: number;
  /** Undefined: a subscription. */
  readonly count: number | undefined;
}

/** The default of the real server. */
const DEFAULT_SEARCH_WINDOW = 32;

/** @throws gRPC error INVALID_ARGUMENT */
export function readOptions(request: ReadReq): ReadOptions {
  const options = request.getOptions();
  if (!options) throw invalidArgument('options are required.');
  const all = options.getAll();
  const stream = options.getStream();
  if (!all && !stream) throw invalidArgument('A stream or $all is required.');
  if (!options.getUuidOption()) throw invalidArgument('uuid_option is required.');
  const filter = options.getFilter();
  if (filter && stream) throw invalidArgument('Only $all can be filtered.');
  const window = filter?.hasMax() ? filter.getMax() : DEFAULT_SEARCH_WINDOW;
  return {
    stream: stream && streamName(stream.getStreamIdentifier()),
    from: all ? startInAll(all) : startInStream(stream),
    backwards: options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS,
    resolveLinks: options.getResolveLinks(),
    uuids: options.getUuidOption()?.hasString() ? 'string' : 'structured',
    filter: filter && eventFilter(filterExpression(filter)),
    checkpointInterval: Math.max(1, window * (filter?.getCheckpointintervalmultiplier() ?? 1)),
    count: options.hasCount() ? fromUint64(options.getCount()) : undefined,
  };
}

/** @throws gRPC error INVALID_ARGUMENT when it is missing or too long */
export function streamName(identifier: { getStreamName_asU8(): Uint8Array } | undefined): string {
  // Measured as it is stored, where a byte that is not valid UTF-8 takes three bytes.
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '') throw invalidArgument('A stream name is required.');
  if (name === '$$') throw invalidArgument('$$ is the metadata stream of no stream.');
  if (isTooLong(name)) {
    throw invalidArgument(
      `The stream name has ${Buffer.byteLength(name)} bytes; at most ${LONGEST_STREAM_NAME} are possible.`,
    );
  }
  return name;
}

/** @throws gRPC error INVALID_ARGUMENT when the position is not possible */
export function positionFrom(position: { getCommitPosition(): string; getPreparePosition(): string }): number {
  const commit = startFromUint64(position.getCommitPosition());
  if (BigInt(position.getPreparePosition()) > BigInt(position.getCommitPosition())) {
    throw invalidArgument('The prepare position is after the commit position.');
  }
  return commit;
}

function startInAll(all: ReadReq.Options.AllOptions): ReadOptions['from'] {
  if (all.hasStart()) return 'start';
  const position = all.getPosition();
  if (!position) return 'end';
  return positionFrom(position);
}

function startInStream(stream: ReadReq.Options.StreamOptions | undefined): ReadOptions['from'] {
  if (stream?.hasStart()) return 'start';
  if (!stream?.hasRevision()) return 'end';
  const revision = startFromUint64(stream.getRevision());
  return revision === Infinity && BigInt(stream.getRevision()) === END ? 'end' : revision;
}
