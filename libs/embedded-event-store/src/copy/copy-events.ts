import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { Appender } from './appender.js';
import { RawClient } from './raw-client.js';
import { recordedEvent, type CopiedEvent } from './copied-event.js';

export interface CopyOptions {
  /** Connection string of the store to read. */
  readonly from: string;
  /** Connection string of the store to write. */
  readonly to: string;
  /** Copy streams whose first events are gone at the source, with new revisions. */
  readonly renumber?: boolean;
  /** Prefixes of the names of streams that are not copied, nor are their metadata streams. */
  readonly leaveOut?: readonly string[];
  /** Called regularly with the number of copied events and the position of the last one at the source. */
  readonly onProgress?: (events: number, position: bigint) => void;
}

export interface Copied {
  readonly events: number;
  readonly streams: number;
}

const PROGRESS_EVERY = 1_000;
const LARGEST_GROUP = 500;
const LARGEST_GROUP_BYTES = 512 * 1024;
/** Names of the streams that are copied, with their metadata streams. */
const COPIED_STREAMS = /^(\$\$)?[^$]/;

/**
 * Copies all events of one store to another, byte by byte, in the order of `$all`: with their ids, streams, revisions,
 * metadata and deletions, but with new positions and times. Events that the target already has are kept, so an
 * interrupted copy can be started again. System streams (`$…`) are not copied; metadata streams (`$$…`) of other
 * streams are.
 * @throws Error with a message for the operator: a stream has other events at the target, or its first events are gone
 */
export async function copyEvents({
  from,
  to,
  renumber = false,
  leaveOut = [],
  onProgress,
}: CopyOptions): Promise<Copied> {
  const source = RawClient.connect(from);
  const target = RawClient.connect(to);
  const streams = new Set<string>();
  let events = 0;
  try {
    // After an interrupted copy, the target may have a part of a group, and an append of which only a part exists is refused.
    const largestGroup = (await hasCopiedStreams(target)) ? 1 : LARGEST_GROUP;
    const appender = await Appender.open(target, renumber);
    let group: CopiedEvent[] = [];
    let bytes = 0;
    const appendGroup = async () => {
      if (group.length > 0) await appender.append(group);
      group = [];
      bytes = 0;
    };
    for await (const response of (await source.readAllBytes(undefined)) as AsyncIterable<ReadResp>) {
      const event = recordedEvent(response);
      if (!event || !COPIED_STREAMS.test(event.stream)) continue;
      if (leaveOut.some((prefix) => event.stream.replace(/^\$\$/, '').startsWith(prefix))) continue;
      const [first] = group;
      const isFull = group.length === largestGroup || bytes + event.bytes > LARGEST_GROUP_BYTES;
      if (first && (first.stream !== event.stream || isFull || event.isTombstone)) await appendGroup();
      if (event.isTombstone) await appender.tombstone(event.stream);
      else group.push(event);
      bytes += event.bytes;
      streams.add(event.stream);
      events += 1;
      if (events % PROGRESS_EVERY === 0) onProgress?.(events, event.position);
    }
    await appendGroup();
    await appender.finish();
    return { events, streams: streams.size };
  } finally {
    await Promise.all([source.dispose(), target.dispose()]);
  }
}

async function hasCopiedStreams(store: RawClient): Promise<boolean> {
  const first = (await store.readAllBytes(undefined, { streams: COPIED_STREAMS, count: 1 })) as AsyncIterable<ReadResp>;
  let found = false;
  // Read to the end, so that the call is complete.
  for await (const response of first) found ||= recordedEvent(response) !== undefined;
  return found;
}
