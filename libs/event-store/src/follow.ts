import { FORMATION_STREAM_PREFIX, SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import {
  START,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  type RecordedEvent,
} from '@eventstore/db-client';
import { setImmediate } from 'node:timers/promises';
import { toStoredEvent, type StoredEvent } from './stored-event.js';

type Marker =
  /** Everything up to here was foreign to us. */
  | { readonly kind: 'checkpoint'; readonly position: string }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'fell-behind' };

/** What a catch-up subscription brings, in log order. */
export type LogItem = { readonly kind: 'event'; readonly position: string; readonly stored: StoredEvent } | Marker;

/** The same with events as they were stored, of whatever version or origin. */
export type RawLogItem =
  { readonly kind: 'event'; readonly position: string; readonly recorded: RecordedEvent } | Marker;

export interface FollowOptions {
  /** Position of the last item that was dealt with; everything when absent. */
  readonly after?: string;
  /** Most items in a batch. */
  readonly maxBatch?: number;
  /** Beginnings of the names of the streams that are wanted; those of systems and formations when absent. */
  readonly streams?: readonly string[];
  readonly signal: AbortSignal;
}

/** `followRawLog` with every event in its newest schema. */
export async function* followLog(
  client: EventStoreDBClient,
  options: FollowOptions,
): AsyncGenerator<readonly LogItem[]> {
  for await (const batch of followRawLog(client, options)) yield batch.map(inNewestSchema);
}

/**
 * Follows `$all`, filtered to the streams of systems and formations, until the signal aborts: full batches up to the
 * end of the log, from then on batches of whatever has arrived, at least one item each. Reads on only when the batch
 * before was dealt with (back-pressure). Throws when the connection breaks: begin again after the last position.
 */
export async function* followRawLog(
  client: EventStoreDBClient,
  { after, maxBatch = 500, streams = [SYSTEM_STREAM_PREFIX, FORMATION_STREAM_PREFIX], signal }: FollowOptions,
): AsyncGenerator<readonly RawLogItem[]> {
  if (signal.aborted) return;
  const subscription = client.subscribeToAll(
    {
      fromPosition: after === undefined ? START : { commit: BigInt(after), prepare: BigInt(after) },
      filter: streamNameFilter({
        prefixes: [...streams],
        checkpointInterval: 1,
        // Markers go through the same buffer as events, so that they keep their place among them.
        checkpointReached: (self, position) => {
          mark(self, { kind: 'checkpoint', position: position.commit.toString() });
          return Promise.resolve();
        },
      }),
    },
    { highWaterMark: maxBatch },
  );
  subscription.on('caughtUp', () => mark(subscription, { kind: 'caught-up' }));
  subscription.on('fellBehind', () => mark(subscription, { kind: 'fell-behind' }));

  const stop = () => void subscription.unsubscribe().finally(() => subscription.destroy());
  signal.addEventListener('abort', stop, { once: true });
  try {
    let isLive = false;
    for (;;) {
      const batch = await nextBatch(subscription, maxBatch, isLive);
      if (!batch) return;
      isLive = isLiveAfter(batch, isLive);
      yield batch;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/**
 * Live, what has arrived and, since the client hands events over one by one, what comes in the turns of the event loop
 * after that: the events of an append are one batch. Before that, as much as a batch holds: what is done with one costs
 * less for each item the more there are.
 */
async function nextBatch(
  subscription: AllStreamSubscription,
  maxBatch: number,
  isLive: boolean,
): Promise<RawLogItem[] | undefined> {
  const batch: RawLogItem[] = [];
  for (;;) {
    const before = batch.length;
    while (batch.length < maxBatch) {
      const item = subscription.read() as RawLogItem | AllStreamResolvedEvent | null;
      if (item === null) break;
      const logItem = 'kind' in item ? item : toLogItem(item);
      if (logItem) batch.push(logItem);
    }
    if (batch.length === maxBatch) return batch;
    if (batch.length > 0 && isLiveAfter(batch, isLive)) {
      if (batch.length === before) return batch;
      await setImmediate();
    } else if (!(await readable(subscription))) {
      return batch.length === 0 ? undefined : batch;
    }
  }
}

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

function toLogItem({ event, commitPosition }: AllStreamResolvedEvent): RawLogItem | undefined {
  if (!event) return undefined;
  return { kind: 'event', position: (commitPosition ?? event.position.commit).toString(), recorded: event };
}

function inNewestSchema(item: RawLogItem): LogItem {
  if (item.kind !== 'event') return item;
  const { kind, position, recorded } = item;
  return { kind, position, stored: toStoredEvent(recorded, position) };
}

function mark(subscription: unknown, marker: Marker): void {
  (subscription as { push(item: Marker): boolean }).push(marker);
}
