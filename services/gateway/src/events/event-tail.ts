import { publicEventNameOf, RPC, type PublicEvent } from '@system-landscape/contracts';
import { NATS, RpcClient, type LastingSubscription } from '@system-landscape/messaging';
import { Backoff, contextOf, Places, runInContext } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { setTimeout as sleep } from 'node:timers/promises';
import { subscribeToCommits } from '../commits/subscribe-to-commits.js';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';
import { eventSubscribers, subscribersDropped } from './events.metrics.js';
import { SubscriberQueue } from './subscriber-queue.js';

const PAGE = 500;
/** Core NATS may lose a commit message, so the read model is polled as well. */
const POLL_INTERVAL_MS = 2_000;

/**
 * Tails the read model for all subscribers of this process: reads new events once and puts them into the subscribers'
 * queues. It runs only while there are subscribers.
 */
@Injectable()
export class EventTail implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(EventTail.name);
  /** By global account; `undefined` is the key for the events of all accounts. */
  private readonly queues = new Map<string | undefined, Set<SubscriberQueue>>();
  private readonly stopping = new AbortController();
  private commits: LastingSubscription | undefined;
  private wake: () => void = () => undefined;
  /** Position of the last commit that the projection has announced. */
  private announced = 0n;
  /** Every event up to here is in the queues; meaningless while there are no queues. */
  private position = 0n;
  /** Includes those who still read the past and have no queue yet. */
  private readonly places: Places;
  private queueCount = 0;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(NATS) private readonly connection: NatsConnection,
    private readonly rpc: RpcClient,
    private readonly settings: GatewaySettings,
  ) {
    this.places = new Places(settings.maxEventReaders);
  }

  onModuleInit(): void {
    this.commits = subscribeToCommits(this.connection, (commit) => {
      if (!commit || commit.position === commit.previousPosition) return;
      this.announced = BigInt(commit.position);
      this.wake();
    });
  }

  /** Closes all queues, so that the server's stop waits for no stream. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.commits?.end();
    for (const queues of this.queues.values()) for (const queue of queues) queue.close('closing');
    this.wake();
    await this.running;
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /**
   * Counts a subscriber from now until `gone` aborts.
   * @throws RpcError `RATE_LIMITED` when its caller or account has too many, `UNAVAILABLE` when this process has
   */
  admit(globalAccountId: string | undefined, caller: string, gone: AbortSignal): void {
    const { maxEventReadersPerAccount, maxEventReadersPerCaller } = this.settings;
    const leave = this.places.take([
      { owner: `account ${globalAccountId ?? '*'}`, limit: maxEventReadersPerAccount },
      { owner: `caller ${caller}`, limit: maxEventReadersPerCaller },
    ]);
    if (typeof leave !== 'function') {
      throw leave.full === 'owner'
        ? problem(
            'RATE_LIMITED',
            'You or your account follow the events too often at a time. Close one, then try again.',
            {
              retryAfter: 10,
            },
          )
        : problem('UNAVAILABLE', 'This server takes no more readers at the moment. Try again.', { retryAfter: 1 });
    }
    eventSubscribers.set(this.places.inUse);
    gone.addEventListener(
      'abort',
      () => {
        leave();
        eventSubscribers.set(this.places.inUse);
      },
      { once: true },
    );
  }

  /**
   * Subscribes to the events of an account, or of all accounts when none is named.
   *
   * @param position the subscriber has every event up to here, and the read model has reached it
   * @param onClosed called when the queue is closed, for whatever reason
   * @returns the queue, which gets every event after `since`. The caller reads those between `position` and `since` itself
   */
  subscribe(
    globalAccountId: string | undefined,
    position: string,
    onClosed: () => void,
  ): { readonly queue: SubscriberQueue; readonly since: string } {
    if (this.queueCount === 0) this.position = BigInt(position);
    const queue = new SubscriberQueue(this.settings.eventQueue, onClosed);
    const queues = this.queues.get(globalAccountId) ?? new Set();
    this.queues.set(globalAccountId, queues.add(queue));
    this.queueCount += 1;
    // The tail serves all subscribers, so it must not run in the request context of the first one.
    this.running ??= runInContext(contextOf({}), () => this.run());
    return { queue, since: this.position.toString() };
  }

  unsubscribe(globalAccountId: string | undefined, queue: SubscriberQueue): void {
    const queues = this.queues.get(globalAccountId);
    if (!queues?.delete(queue)) return;
    if (queues.size === 0) this.queues.delete(globalAccountId);
    this.queueCount -= 1;
    if (this.queueCount === 0) this.wake();
  }

  private async run(): Promise<void> {
    const backoff = new Backoff();
    let works = true;
    while (this.queueCount > 0 && !this.isStopping) {
      try {
        await this.distributeNewEvents();
        works = true;
        backoff.reset();
        await this.nextCommit();
      } catch (error) {
        if (works) this.logger.warn({ err: error }, 'Live events cannot be read from the read model; retrying');
        works = false;
        // Rejects only for the abort, which ends the loop.
        await sleep(backoff.next(), undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    // No await between the loop's end and here: the next subscriber starts a new loop.
    this.running = undefined;
  }

  private async distributeNewEvents(): Promise<void> {
    for (;;) {
      const after = this.position.toString();
      const page = await this.rpc.request(RPC.projection.listEvents, {
        after,
        limit: PAGE,
        ...(this.announced > this.position && { minPosition: this.announced.toString() }),
      });
      for (const event of page.items) this.enqueue(event);
      this.position = BigInt(page.completeTo);
      if (!page.more) return;
    }
  }

  private enqueue(event: PublicEvent): void {
    const interested = [this.queues.get(event.data.globalAccountId), this.queues.get(undefined)];
    if (interested.every((queues) => queues === undefined)) return;
    // Serialized once for all subscribers.
    const message = { position: event.position, text: toServerSentEvent(event) };
    for (const queues of interested) {
      for (const queue of queues ?? []) if (!queue.push(message)) subscribersDropped.inc();
    }
  }

  private async nextCommit(): Promise<void> {
    if (this.announced > this.position || this.queueCount === 0 || this.isStopping) return;
    const done = new AbortController();
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      sleep(POLL_INTERVAL_MS, undefined, { signal: done.signal }).then(resolve, () => undefined);
    });
    done.abort();
    this.wake = () => undefined;
  }
}

/** `event` = public event type, `id` = log position, `data` = the CloudEvent as JSON. */
export function toServerSentEvent(event: PublicEvent): string {
  return serverSentEvent(publicEventNameOf(event.type)!, event.position, event);
}

export function serverSentEvent(name: string, id: string, data: object): string {
  return `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
