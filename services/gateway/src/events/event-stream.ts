import { RPC, type ListEventsReply } from '@system-landscape/contracts';
import { RpcClient } from '@system-landscape/messaging';
import { withoutDeadline } from '@system-landscape/service-kit';
import { Injectable } from '@nestjs/common';
import { GatewaySettings } from '../settings.js';
import { EventTail, serverSentEvent, toServerSentEvent } from './event-tail.js';
import type { CloseReason, SubscriberQueue } from './subscriber-queue.js';

const PAGE = 500;
/** How long a browser waits before it reconnects (the `retry` field of Server-Sent Events); milliseconds. */
const RECONNECT_MS = 1_000;
/** How often a subscriber that reads nothing is checked for the end of its access token or of the server. */
const CLOSE_CHECK_MS = 1_000;

export interface EventSubscription {
  /** All accounts when absent. */
  readonly globalAccountId: string | undefined;
  readonly caller: string;
  /** Events after this log position; from now on when absent. */
  readonly after: string | undefined;
  /** When the subscriber's access token expires; milliseconds since 1970. */
  readonly until: number;
  readonly now: () => number;
  /** Aborted when the subscriber has disconnected. */
  readonly gone: AbortSignal;
  /** Destroys the connection after a grace period, unless the stream ends by itself before. */
  readonly abandon: () => void;
}

/**
 * The events of an account, or of all accounts, as text of Server-Sent Events: the past from the history, `caught-up`, then live
 * events from the process's tail. Both come from the read model in the order of their positions, so that no event is
 * missing or sent twice where they meet.
 */
@Injectable()
export class EventStream {
  constructor(
    private readonly rpc: RpcClient,
    private readonly tail: EventTail,
    private readonly settings: GatewaySettings,
  ) {}

  /**
   * Reads the first page before it returns, so that an unavailable read model is answered with a problem. So is a position
   * that the read model does not reach within its wait: a tail that starts there would deliver nothing to the others.
   * @throws RpcError READ_MODEL_BEHIND, RATE_LIMITED, UNAVAILABLE
   */
  async open(subscription: EventSubscription): Promise<AsyncGenerator<string>> {
    this.tail.admit(subscription.globalAccountId, subscription.caller, subscription.gone);
    this.abandonWhenDue(subscription);
    const after = subscription.after ?? (await this.page({ ...subscription, after: '0' }, undefined, 1)).position;
    const first = await this.page({ ...subscription, after }, after);
    return this.stream(subscription, first);
  }

  /**
   * Whether a stream would begin: for a request that wants the headers alone, and becomes no subscriber.
   * @throws RpcError as `open`
   */
  async check({ globalAccountId, after }: Pick<EventSubscription, 'globalAccountId' | 'after'>): Promise<void> {
    await this.page({ globalAccountId, after: after ?? '0' }, after, 1);
  }

  /** The generator stands still while the subscriber reads nothing, so a timer checks for the end of the stream, too. */
  private abandonWhenDue(subscription: EventSubscription): void {
    const check = setInterval(() => {
      if (!this.closeReasonOf(subscription)) return;
      clearInterval(check);
      subscription.abandon();
    }, CLOSE_CHECK_MS).unref();
    subscription.gone.addEventListener('abort', () => clearInterval(check), { once: true });
  }

  private async *stream(subscription: EventSubscription, first: ListEventsReply): AsyncGenerator<string> {
    yield `retry: ${RECONNECT_MS}\n\n`;
    let position: string;
    for (let page = first; ; page = await this.page({ ...subscription, after: position })) {
      yield page.items.map(toServerSentEvent).join('');
      position = page.completeTo;
      const closeReason = this.closeReasonOf(subscription);
      if (closeReason) {
        yield closingMessage(closeReason, position);
        return;
      }
      if (!page.more) break;
    }

    // An aborted signal does not call listeners that are added later.
    if (subscription.gone.aborted) return;
    const { globalAccountId, gone, abandon } = subscription;
    const { queue, since } = this.tail.subscribe(globalAccountId, position, abandon);
    const close = () => queue.close('closing');
    gone.addEventListener('abort', close, { once: true });
    try {
      // Events between the end of the past and the start of the queue.
      for (let more = BigInt(since) > BigInt(position); more;) {
        const page: ListEventsReply = await this.page({ ...subscription, after: position }, since);
        yield page.items.map(toServerSentEvent).join('');
        position = page.completeTo;
        more = page.more;
      }
      yield serverSentEvent('caught-up', position, { position });
      yield* this.live(subscription, queue, position);
    } finally {
      gone.removeEventListener('abort', close);
      this.tail.unsubscribe(globalAccountId, queue);
    }
  }

  private async *live(
    subscription: EventSubscription,
    queue: SubscriberQueue,
    caughtUpAt: string,
  ): AsyncGenerator<string> {
    let position = caughtUpAt;
    for (;;) {
      const remainingMs = subscription.until - subscription.now();
      const messages = await queue.take(Math.max(1, Math.min(this.settings.eventHeartbeatMs, remainingMs)));
      const fresh = messages.filter((message) => BigInt(message.position) > BigInt(position));
      if (fresh.length > 0) {
        position = fresh.at(-1)!.position;
        yield fresh.map(({ text }) => text).join('');
      }
      const closeReason = queue.closeReason ?? this.closeReasonOf(subscription);
      if (closeReason) {
        yield closingMessage(closeReason, position);
        return;
      }
      if (fresh.length === 0) yield ': heartbeat\n\n';
    }
  }

  private closeReasonOf({ until, now }: EventSubscription): CloseReason | undefined {
    if (this.tail.isStopping) return 'closing';
    return now() >= until ? 'signed-out' : undefined;
  }

  private page(
    { globalAccountId, after }: Pick<EventSubscription, 'globalAccountId'> & { readonly after: string },
    minPosition?: string,
    limit: number = PAGE,
  ): Promise<ListEventsReply> {
    const query = {
      ...(globalAccountId === undefined ? {} : { globalAccountId }),
      after,
      limit,
      ...(minPosition === undefined ? {} : { minPosition }),
    };
    return withoutDeadline(() => this.rpc.request(RPC.projection.listEvents, query));
  }
}

const ADVICE: Readonly<Record<CloseReason, string>> = {
  'too-slow': 'You have fallen behind. Reconnect with this id as Last-Event-ID: no event is lost.',
  closing: 'This server stops. Reconnect with this id as Last-Event-ID: no event is lost.',
  'signed-out':
    'Your access token has expired. Reconnect with a new one and this id as Last-Event-ID: no event is lost.',
};

function closingMessage(reason: CloseReason, position: string): string {
  return serverSentEvent(reason, position, { position, advice: ADVICE[reason] });
}
