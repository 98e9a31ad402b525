import { systemStream, type SystemEventType } from '@system-landscape/domain';
import {
  eventTypeFilter,
  PersistentSubscriptionExistsError,
  persistentSubscriptionToAllSettingsFromDefaults,
  ROUND_ROBIN,
  START,
  type EventStoreDBClient,
  type PersistentSubscriptionToAll,
  type PersistentSubscriptionToAllResolvedEvent,
} from '@eventstore/db-client';
import { setTimeout as wait } from 'node:timers/promises';
import { ExponentialBackoff, handleAll, retry } from 'cockatiel';

/** That something happened in a stream. It neither orders nor de-duplicates: load the stream and decide from that. */
export interface Hint {
  readonly type: string;
  readonly streamId: string;
  readonly eventId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** How often it was delivered before without success. */
  readonly retryCount: number;
}

export interface HintOptions {
  /** Competing consumers share one group: scale by starting more of them. */
  readonly group: string;
  readonly eventTypes: readonly SystemEventType[];
  /** Hints dealt with at the same time by this process. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Deals with a hint; its success acknowledges it, its failure has it delivered again and, in the end, parked. */
  readonly handle: (hint: Hint) => Promise<void>;
  readonly onError: (message: string, error: unknown) => void;
  /** How long a hint may take before another consumer gets it; milliseconds. */
  readonly messageTimeoutMs?: number;
  readonly maxRetryCount?: number;
}

/**
 * Consumes hints until the signal aborts, then waits for those that are being dealt with. Never dies: a broken
 * connection is made again, with bounded back-off.
 */
export async function consumeHints(client: EventStoreDBClient, options: HintOptions): Promise<void> {
  const reconnect = retry(handleAll, {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 2_000 }),
  });
  reconnect.onFailure(({ reason }) => {
    if (!options.signal.aborted) options.onError(`The subscription ${options.group} broke and is made again`, reason);
  });
  while (!options.signal.aborted) {
    try {
      await reconnect.execute(async () => {
        if (options.signal.aborted) return;
        await ensureGroup(client, options);
        // The signal may have come meanwhile: a listener that is added now would not hear it.
        if (options.signal.aborted) return;
        await consumeUntilBroken(client, options);
      }, options.signal);
    } catch (error) {
      if (!options.signal.aborted) throw error;
    }
    // A subscription that ended without an error was dropped by the server: begin again, but not in a tight loop.
    if (!options.signal.aborted) await wait(50, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function ensureGroup(client: EventStoreDBClient, options: HintOptions): Promise<void> {
  const settings = persistentSubscriptionToAllSettingsFromDefaults({
    // From the start, so that nothing requested before the group existed is forgotten: an old hint is cheap.
    startFrom: START,
    consumerStrategyName: ROUND_ROBIN,
    messageTimeout: options.messageTimeoutMs ?? 30_000,
    maxRetryCount: options.maxRetryCount ?? 10,
    checkPointAfter: 1_000,
    checkPointLowerBound: 1,
  });
  try {
    await client.createPersistentSubscriptionToAll(options.group, settings, {
      filter: eventTypeFilter({ prefixes: [...options.eventTypes] }),
    });
  } catch (error) {
    if (!(error instanceof PersistentSubscriptionExistsError)) throw error;
  }
}

async function consumeUntilBroken(client: EventStoreDBClient, options: HintOptions): Promise<void> {
  const subscription = client.subscribeToPersistentSubscriptionToAll(options.group, {
    bufferSize: options.concurrency,
  });
  // Takes no more hints, but leaves the way back open: those at work are still acknowledged.
  const stop = () => subscription.destroy();
  options.signal.addEventListener('abort', stop, { once: true });
  const running = new Set<Promise<void>>();
  try {
    for await (const resolved of subscription) {
      const work = handleHint(subscription, resolved, options).finally(() => running.delete(work));
      running.add(work);
      if (running.size >= options.concurrency) await Promise.race(running);
    }
  } catch (error) {
    if (!options.signal.aborted) throw error;
  } finally {
    options.signal.removeEventListener('abort', stop);
    await Promise.all(running);
    await subscription.unsubscribe();
    subscription.destroy();
  }
}

/** Never rejects: what cannot be acknowledged is delivered again anyhow. */
async function handleHint(
  subscription: PersistentSubscriptionToAll,
  resolved: PersistentSubscriptionToAllResolvedEvent,
  options: HintOptions,
): Promise<void> {
  const { event } = resolved;
  try {
    if (event && options.eventTypes.includes(event.type as SystemEventType)) {
      await options.handle({
        type: event.type,
        streamId: event.streamId,
        eventId: event.id,
        data: event.data as Record<string, unknown>,
        metadata: event.metadata as Record<string, unknown>,
        retryCount: resolved.retryCount,
      });
    }
    await subscription.ack(resolved);
  } catch (error) {
    if (options.signal.aborted) return;
    options.onError(`A hint (${event?.type}) failed; it is delivered again`, error);
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    await subscription
      .nack('retry', reason, resolved)
      .catch((broken: unknown) => options.onError('The hint could not be handed back', broken));
  }
}

/** Name id of a system's stream, or undefined for another stream. */
export function nameIdOfStream(streamId: string): string | undefined {
  const prefix = systemStream('');
  return streamId.startsWith(prefix) ? streamId.slice(prefix.length) : undefined;
}
