import { FORMATION_STREAM_PREFIX, SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import {
  START,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { ReadableOptions } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { boundBuffer, type BoundedBuffer } from './bounded-buffer.js';
import type { LogItem, Marker, RawLogItem } from './log-item.js';
import { LogReader } from './log-reader.js';
import { deniedOr } from './store-access.js';

/** A batch ends with the event that brings it to this size, and as much is read ahead; bytes of data and metadata. */
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
/** How long more is waited for after a batch, in times of its handling: with less, a burst of compressed events ends up in many. */
const GATHER_FACTOR = 2;
/** Longest wait for more after a batch; milliseconds. */
const MOST_GATHER_MS = 100;

export interface FollowOptions {
  /** Position of the last item that was handled; from the beginning of the log when absent. */
  readonly after?: string;
  /** Most items of a batch. */
  readonly maxBatch?: number;
  /** A batch ends with the event that brings it to this size, and as much is read ahead; bytes. */
  readonly maxBatchBytes?: number;
  /** Prefixes of stream names; those of systems and formations when absent. */
  readonly streams?: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * `followRawLog` with every event read, in its newest schema version, and folded onto its stream. Events of the store
 * itself are left out; an event that cannot be read stops nothing but its own stream.
 */
export async function* followLog(
  client: EventStoreDBClient,
  { reader = new LogReader(client), ...options }: FollowOptions & { readonly reader?: LogReader },
): AsyncGenerator<readonly LogItem[]> {
  for await (const batch of followRawLog(client, options)) yield await reader.read(batch);
}

/**
 * Follows `$all`, filtered by stream name, until the signal aborts. Yields full batches up to the end of the log, then
 * batches of what has arrived, at least one item each. Reads on only when the caller asks for the next batch
 * (back-pressure). Throws when the connection breaks; the caller then follows again after its last position.
 */
export async function* followRawLog(
  client: EventStoreDBClient,
  {
    after,
    maxBatch = 500,
    maxBatchBytes = MAX_BATCH_BYTES,
    streams = [SYSTEM_STREAM_PREFIX, FORMATION_STREAM_PREFIX],
    signal,
  }: FollowOptions,
): AsyncGenerator<readonly RawLogItem[]> {
  if (signal.aborted) return;
  const subscription = client.subscribeToAll(
    {
      fromPosition: after === undefined ? START : { commit: BigInt(after), prepare: BigInt(after) },
      filter: streamNameFilter({
        prefixes: [...streams],
        checkpointInterval: 1,
        // Markers go through the same buffer as events, which keeps their order.
        checkpointReached: (self, position) => {
          if (isPosition(position.commit)) mark(self, { kind: 'checkpoint', position: position.commit.toString() });
          return Promise.resolve();
        },
      }),
    },
    // Messages wait on the writable side until they are converted; the client's type does not name it.
    { readableHighWaterMark: maxBatch, writableHighWaterMark: 16 } as ReadableOptions,
  );
  const buffer = boundBuffer(subscription, maxBatchBytes);
  // While a batch is handled nobody else listens. The client only emits the error; destroyed with it, the subscription keeps
  // it for the next batch.
  subscription.on('error', (error) => subscription.destroy(error));
  subscription.on('caughtUp', () => mark(subscription, { kind: 'caught-up' }));
  subscription.on('fellBehind', () => mark(subscription, { kind: 'fell-behind' }));

  const stop = () => {
    // A call that could not be opened is none to cancel; the reader gets its error.
    const ignore = () => undefined;
    void subscription
      .unsubscribe()
      .catch(ignore)
      .finally(() => subscription.destroy());
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    let isLive = false;
    let gatherUntil = 0;
    for (;;) {
      const batch = await nextBatch(subscription, buffer, { maxBatch, maxBatchBytes, isLive, gatherUntil });
      if (!batch) return;
      isLive = isLiveAfter(batch, isLive);
      const before = performance.eventLoopUtilization();
      yield batch;
      const { active } = performance.eventLoopUtilization(before);
      gatherUntil = performance.now() + Math.min(GATHER_FACTOR * active, MOST_GATHER_MS);
    }
  } catch (error) {
    if (!signal.aborted) throw deniedOr(error, 'read $all');
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Of an event in `$all`. EventStoreDB 24.10.0 to 24.10.4 begin a filtered subscription with the checkpoint 2^64 - 1. */
export const HIGHEST_POSITION = (1n << 63n) - 1n;

/** Whether an event can be at this position of `$all`. */
export function isPosition(position: bigint): boolean {
  return position >= 0n && position <= HIGHEST_POSITION;
}

/** How the next batch is gathered. */
interface Gathering {
  readonly maxBatch: number;
  readonly maxBatchBytes: number;
  readonly isLive: boolean;
  /** What arrives before joins the batch; milliseconds, by `performance.now`. */
  readonly gatherUntil: number;
}

/**
 * During catch-up: full batches, since a large batch costs less per item. Live: what has arrived, at once; but after a batch
 * whose handling kept the process from taking anything in, twice as long as that took, so that what arrived meanwhile is one
 * batch however many iterations of the event loop its messages need.
 */
async function nextBatch(
  subscription: AllStreamSubscription,
  buffer: BoundedBuffer,
  { maxBatch, maxBatchBytes, isLive, gatherUntil }: Gathering,
): Promise<RawLogItem[] | undefined> {
  const batch: RawLogItem[] = [];
  let bytes = 0;
  const isFull = () => batch.length === maxBatch || bytes >= maxBatchBytes;
  for (;;) {
    const before = batch.length;
    while (!isFull()) {
      const item = subscription.read() as RawLogItem | AllStreamResolvedEvent | null;
      if (item === null) break;
      bytes += buffer.take(item);
      const rawItem = 'kind' in item ? item : toRawLogItem(item);
      if (rawItem) batch.push(rawItem);
    }
    if (isFull()) return batch;
    if (batch.length > 0 && isLiveAfter(batch, isLive)) {
      const remaining = gatherUntil - performance.now();
      if (remaining >= 1) await pause(remaining);
      // The client emits the events of one append one by one.
      else if (batch.length > before) await setImmediate();
      else return batch;
    } else if (!(await readable(subscription))) {
      return batch.length === 0 ? undefined : batch;
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function isLiveAfter(batch: readonly RawLogItem[], before: boolean): boolean {
  const last = batch.findLast(({ kind }) => kind === 'caught-up' || kind === 'fell-behind');
  return last === undefined ? before : last.kind === 'caught-up';
}

function readable(subscription: AllStreamSubscription): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      subscription.off('readable', onReadable).off('error', onError).off('end', onEnd).off('close', onEnd);
      settle();
    };
    const onReadable = () => done(() => resolve(true));
    const onError = (error: Error) => done(() => reject(error));
    const onEnd = () => done(() => resolve(false));
    if (subscription.errored) return reject(subscription.errored);
    if (subscription.destroyed || subscription.readableEnded) return resolve(false);
    subscription.on('readable', onReadable).on('error', onError).on('end', onEnd).on('close', onEnd);
  });
}

function toRawLogItem({ event, commitPosition }: AllStreamResolvedEvent): RawLogItem | undefined {
  if (!event) return undefined;
  return { kind: 'event', position: (commitPosition ?? event.position.commit).toString(), recorded: event };
}

/** Puts a marker into the subscription's buffer. */
function mark(subscription: unknown, marker: Marker): void {
  (subscription as { push(item: Marker): boolean }).push(marker);
}
