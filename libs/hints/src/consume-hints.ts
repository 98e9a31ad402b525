import type { SystemEvent, SystemEventType } from '@system-landscape/domain';
import { deniedOr, StreamQuarantined, toStoredEvent, type StoredEvent } from '@system-landscape/event-store';
import {
  persistentSubscriptionToAllSettingsFromDefaults,
  ROUND_ROBIN,
  START,
  type EventStoreDBClient,
  type PersistentSubscriptionToAll,
  type PersistentSubscriptionToAllResolvedEvent,
  type PersistentSubscriptionToAllSettings,
  type RecordedEvent,
} from '@eventstore/db-client';
import { setTimeout as wait } from 'node:timers/promises';
import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
import type { HintSubscriptions } from './hint-subscriptions.js';
import { changeSettings, createGroup, groupsOf, type HintGroup } from './hint-groups.js';

/** A delivered event that only tells a consumer to load the stream and decide. Order and duplicates do not matter. */
export interface Hint {
  readonly type: string;
  readonly streamId: string;
  readonly eventId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Failed deliveries so far. */
  readonly retryCount: number;
}

export interface HintOptions {
  /** Name of the service, whose instances share persistent subscriptions as competing consumers. */
  readonly service: string;
  readonly eventTypes: readonly SystemEventType[];
  /** Hints of one persistent subscription that this process handles at the same time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /**
   * Success acknowledges the hint; failure has it delivered again and, after the last retry or for a stream in quarantine,
   * parked.
   */
  readonly handle: (hint: Hint) => Promise<void>;
  /** False while this process must not handle hints: it then leaves them to others. Default: always. */
  readonly mayHandle?: () => boolean;
  readonly onError: (message: string, error: unknown) => void;
  /** Told whether each persistent subscription delivers. */
  readonly subscriptions?: HintSubscriptions;
  /** Milliseconds after which an unacknowledged hint is delivered to another consumer. */
  readonly messageTimeoutMs?: number;
  readonly maxRetryCount?: number;
}

/**
 * Consumes hints until the signal aborts, then waits for the handlers that still run. A broken connection is
 * re-established, with bounded back-off.
 */
export async function consumeHints(client: EventStoreDBClient, options: HintOptions): Promise<void> {
  const groups = groupsOf(options.service, options.eventTypes);
  const consumers = groups.map((group) => {
    const eventTypes = options.eventTypes.filter((type) => group.eventTypes.includes(type));
    return consumeGroup(client, group, { ...options, eventTypes });
  });
  await Promise.all(consumers);
}

async function consumeGroup(client: EventStoreDBClient, group: HintGroup, options: HintOptions): Promise<void> {
  const reconnect = retry(handleAll, {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 2_000 }),
  });
  reconnect.onFailure(({ reason }) => {
    if (options.signal.aborted) return;
    const error = 'error' in reason ? reason.error : reason.value;
    options.subscriptions?.broke(group.name, error);
    options.onError(`The subscription ${group.name} broke and is re-established`, error);
  });
  const settings = settingsOf(options);
  // Once: a process of another release beside this one has its own settings, and the last one that starts decides.
  let hasSettings = false;
  while (!options.signal.aborted) {
    try {
      await reconnect.execute(async () => {
        if (options.signal.aborted || !mayHandle(options)) return;
        const isNew = await createGroup(client, group, settings);
        if (!isNew && !hasSettings) await changeSettings(client, group, settings);
        hasSettings = true;
        // A listener added after the abort is never called.
        if (options.signal.aborted) return;
        await consumeUntilBroken(client, group, options);
      }, options.signal);
    } catch (error) {
      if (!options.signal.aborted) throw error;
    }
    // The server dropped a subscription that ends without an error: subscribe again, but not in a tight loop.
    if (!options.signal.aborted) await wait(50, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

function settingsOf({ messageTimeoutMs, maxRetryCount }: HintOptions): PersistentSubscriptionToAllSettings {
  return persistentSubscriptionToAllSettingsFromDefaults({
    // From the start, so that no event from before the group existed is missed: a stale hint is cheap.
    startFrom: START,
    consumerStrategyName: ROUND_ROBIN,
    messageTimeout: messageTimeoutMs ?? 30_000,
    maxRetryCount: maxRetryCount ?? 10,
    checkPointAfter: 1_000,
    checkPointLowerBound: 1,
  });
}

async function consumeUntilBroken(
  client: EventStoreDBClient,
  { name }: HintGroup,
  options: HintOptions,
): Promise<void> {
  const subscription = client.subscribeToPersistentSubscriptionToAll(name, {
    bufferSize: options.concurrency,
  });
  subscription.once('confirmation', () => options.subscriptions?.delivers(name));
  // Ends delivery only: hints whose handlers still run can be acknowledged until `unsubscribe`.
  const stop = () => subscription.destroy();
  options.signal.addEventListener('abort', stop, { once: true });
  const running = new Set<Promise<void>>();
  try {
    for await (const resolved of subscription) {
      if (!mayHandle(options)) break;
      const work = handleHint(subscription, resolved, options).finally(() => running.delete(work));
      running.add(work);
      if (running.size >= options.concurrency) await Promise.race(running);
    }
  } catch (error) {
    if (!options.signal.aborted) throw deniedOr(error, 'read $all');
  } finally {
    options.signal.removeEventListener('abort', stop);
    await Promise.all(running);
    await subscription.unsubscribe();
    subscription.destroy();
  }
}

/** The event of a hint cannot be read, so that its stream is in quarantine. */
class UnreadableHint extends Error {
  override readonly name = 'UnreadableHint';
}

/** @throws UnreadableHint */
function readHint(event: RecordedEvent): StoredEvent<SystemEvent> {
  try {
    return toStoredEvent<SystemEvent>(event, null);
  } catch (error) {
    throw new UnreadableHint(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

const mayHandle = ({ mayHandle: allowed = () => true }: HintOptions) => allowed();

/** Never rejects: a hint that cannot be acknowledged is delivered again. */
async function handleHint(
  subscription: PersistentSubscriptionToAll,
  resolved: PersistentSubscriptionToAllResolvedEvent,
  options: HintOptions,
): Promise<void> {
  const { event } = resolved;
  try {
    if (event && options.eventTypes.includes(event.type as SystemEventType)) {
      const { event: newest, id, streamId } = readHint(event);
      const { type, data, metadata } = newest;
      const { retryCount } = resolved;
      await options.handle({ type, streamId, eventId: id, data: { ...data }, metadata: { ...metadata }, retryCount });
    }
    await subscription.ack(resolved);
  } catch (error) {
    if (options.signal.aborted) return;
    // Nothing changes in a quarantine until an operator acts, who replays parked hints afterwards.
    const isQuarantined = error instanceof UnreadableHint || error instanceof StreamQuarantined;
    const outcome = isQuarantined ? 'its stream is in quarantine, so it is parked' : 'it is delivered again';
    options.onError(`A hint (${event?.type}) failed; ${outcome}`, error);
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
    await subscription
      .nack(isQuarantined ? 'park' : 'retry', reason, resolved)
      .catch((broken: unknown) => options.onError('The hint could not be rejected (nack)', broken));
  }
}
