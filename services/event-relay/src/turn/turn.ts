import { jetstreamErrorCode, openBucket, WRONG_LAST_SEQUENCE } from '@system-landscape/messaging';
import type { KV, NatsConnection } from 'nats';
import { setTimeout as pause } from 'node:timers/promises';

const BUCKET = 'event-relay';
const KEY = 'turn';
/** A holder says so often in the time after which another one takes over. */
const SIGNS_OF_LIFE = 4;

export interface TurnOptions {
  /** How this process is called. */
  readonly holder: string;
  readonly takeOverAfterMs: number;
  readonly stop: AbortSignal;
  /** Told once when another relay has the turn. */
  readonly onWaiting: (holder: string) => void;
  /** What is done in turn, until its signal aborts: because of `stop`, or because the turn was lost. */
  readonly work: (signal: AbortSignal) => Promise<void>;
}

/**
 * Waits until no other relay is at work, and works. It only keeps two from working at the same time for long: that none
 * publishes what the other has published is up to the stream's sequence.
 * Resolves when `work` does; throws when NATS is away.
 */
export async function inTurn(connection: NatsConnection, options: TurnOptions): Promise<void> {
  const { holder, takeOverAfterMs, stop, onWaiting, work } = options;
  const bucket = await openBucket(connection, BUCKET, takeOverAfterMs);
  let told = false;
  let revision = await take(bucket, holder);
  while (revision === undefined) {
    if (!told) onWaiting((await bucket.get(KEY))?.string() ?? 'another one');
    told = true;
    await pause(takeOverAfterMs / SIGNS_OF_LIFE, undefined, { signal: stop });
    revision = await take(bucket, holder);
  }

  const lost = new AbortController();
  const done = new AbortController();
  const keeping = keep(bucket, revision, options, done.signal, lost);
  try {
    await work(AbortSignal.any([stop, lost.signal]));
  } finally {
    done.abort();
    const last = await keeping;
    // Nobody has to wait until it runs out; when NATS is away it does run out.
    await bucket.delete(KEY, { previousSeq: last }).catch(() => undefined);
  }
}

/** Revision of the turn that was taken; undefined when another one has it. */
async function take(bucket: KV, holder: string): Promise<number | undefined> {
  try {
    return await bucket.create(KEY, Buffer.from(holder));
  } catch (error) {
    if (jetstreamErrorCode(error) === WRONG_LAST_SEQUENCE) return undefined;
    throw error;
  }
}

/** Says again and again that the holder lives; resolves with the last revision. Never rejects. */
async function keep(
  bucket: KV,
  taken: number,
  { holder, takeOverAfterMs }: TurnOptions,
  done: AbortSignal,
  lost: AbortController,
): Promise<number> {
  let revision = taken;
  let heardAt = performance.now();
  while (!done.aborted && !lost.signal.aborted) {
    await pause(takeOverAfterMs / SIGNS_OF_LIFE, undefined, { signal: done }).catch(() => undefined);
    if (done.aborted) break;
    try {
      revision = await bucket.update(KEY, Buffer.from(holder), revision);
      heardAt = performance.now();
    } catch (error) {
      if (jetstreamErrorCode(error) === WRONG_LAST_SEQUENCE || performance.now() - heardAt > takeOverAfterMs)
        lost.abort();
    }
  }
  return revision;
}
