import { Backoff } from '@system-landscape/service-kit';
import type { Msg, NatsConnection, NatsError, Subscription } from 'nats';
import { setTimeout as sleep } from 'node:timers/promises';

/** Pause between two attempts to confirm a subscription; milliseconds. */
const CONFIRM_MS = 500;

export interface LastingSubscriptionOptions {
  readonly subject: string;
  /** Queue group whose members share the messages. */
  readonly queue?: string;
  /** It must not throw: an exception in a callback ends the client's whole read loop. */
  readonly onMessage: (message: Msg) => void;
  /** The server denies the subscription; it is asked again. */
  readonly onDenied?: (error: NatsError) => void;
}

/** Subjects that the server denies now, by connection. */
const denials = new WeakMap<NatsConnection, Set<string>>();

/** A subject whose subscription the server denies now; undefined when there is none. */
export function deniedSubject(connection: NatsConnection): string | undefined {
  return denials.get(connection)?.values().next().value;
}

/**
 * A subscription for as long as its connection lasts. The client gives up a subscription for good that the server has denied
 * once, although a corrected configuration would allow it; this one is made again, with back-off.
 */
export class LastingSubscription {
  private readonly backoff = new Backoff();
  private current: Subscription;
  /** It is not made again. */
  private stopped = false;
  /** Messages that were received before are passed on no more. */
  private ended = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: NatsConnection,
    private readonly options: LastingSubscriptionOptions,
  ) {
    this.current = this.subscribe();
  }

  /** Accepts no more messages; resolves when those that were received are passed on. */
  async stop(): Promise<void> {
    this.stopSubscribing();
    const { current, connection } = this;
    if (!current.isClosed() && !isEnding(connection)) await current.drain();
  }

  /** Accepts no more messages, at once. */
  end(): void {
    this.ended = true;
    this.stopSubscribing();
  }

  private stopSubscribing(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.denied.delete(this.options.subject);
  }

  private get denied(): Set<string> {
    const denied = denials.get(this.connection) ?? new Set();
    denials.set(this.connection, denied);
    return denied;
  }

  private subscribe(): Subscription {
    const { connection } = this;
    const { subject, queue, onMessage, onDenied } = this.options;
    const subscription = connection.subscribe(subject, {
      ...(queue === undefined ? {} : { queue }),
      callback: (error, message) => {
        if (error) onDenied?.(error);
        else if (!this.ended) onMessage(message);
      },
    });
    void subscription.closed.then(() => this.subscribeAgain());
    void this.confirm(subscription);
    return subscription;
  }

  /** Waits until the server has received the subscription, over outages, and has not denied it. */
  private async confirm(subscription: Subscription): Promise<void> {
    const isOpen = () => !this.stopped && !subscription.isClosed() && !isEnding(this.connection);
    while (isOpen()) {
      // Rejects when the connection breaks: the client subscribes again when it has reconnected.
      const isReceived = await this.connection.flush().then(
        () => true,
        () => false,
      );
      if (isReceived) break;
      await sleep(CONFIRM_MS, undefined, { ref: false });
    }
    if (isOpen()) this.denied.delete(this.options.subject);
  }

  private subscribeAgain(): void {
    if (this.stopped || isEnding(this.connection)) return;
    this.denied.add(this.options.subject);
    this.timer = setTimeout(() => {
      if (!isEnding(this.connection)) this.current = this.subscribe();
    }, this.backoff.next()).unref();
  }
}

function isEnding(connection: NatsConnection): boolean {
  return connection.isClosed() || connection.isDraining();
}
