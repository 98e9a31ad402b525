import { SUBJECTS, type ListEventsReply } from '@system-landscape/contracts';
import { RpcClient } from '@system-landscape/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { GatewaySettings } from '../settings.js';
import { EventTail, serverSentEvent, toServerSentEvent } from './event-tail.js';
import type { Farewell, Seat } from './seat.js';

const PAGE = 500;
/** How long a browser waits before it comes again; milliseconds. */
const COME_AGAIN_MS = 1_000;
/** How often one looks for readers that do not hear their end. */
const LOOK_EVERY_MS = 1_000;

export interface Reading {
  /** All accounts when absent. */
  readonly globalAccountId: string | undefined;
  /** Events after this log position; from now on when absent. */
  readonly after: string | undefined;
  /** When the reader's access token ends; milliseconds since 1970. */
  readonly until: number;
  readonly now: () => number;
  /** The reader has left. */
  readonly gone: AbortSignal;
  /** Breaks the connection unless it ends by itself: told with the farewell, or when it is due. */
  readonly abandon: () => void;
}

/**
 * The events of an account, or of all, as text of Server-Sent Events: first the past, out of the history; then `caught-up`; then
 * what happens, from the process's tail. Both come from the read model, ordered by position, so that nothing is missing
 * or twice where they meet.
 */
@Injectable()
export class ReadEvents {
  constructor(
    @Inject(RpcClient) private readonly rpc: RpcClient,
    @Inject(EventTail) private readonly tail: EventTail,
    @Inject(GatewaySettings) private readonly settings: GatewaySettings,
  ) {}

  /**
   * The first page of the past, so that a read model that is away is answered as a problem; and so is a position that it
   * does not reach within its wait: a tail that began there would have nothing for all the others.
   * @throws RpcError READ_MODEL_BEHIND, UNAVAILABLE
   */
  async begin(reading: Reading): Promise<AsyncGenerator<string>> {
    this.tail.admit(reading.gone);
    this.watch(reading);
    const after = reading.after ?? (await this.page({ ...reading, after: '0' }, undefined, 1)).position;
    const first = await this.page({ ...reading, after }, after);
    return this.read(reading, first);
  }

  /** Who takes nothing never gets as far as the farewell, so its time is watched apart. */
  private watch(reading: Reading): void {
    const watch = setInterval(() => {
      if (!this.farewellTo(reading)) return;
      clearInterval(watch);
      reading.abandon();
    }, LOOK_EVERY_MS).unref();
    reading.gone.addEventListener('abort', () => clearInterval(watch), { once: true });
  }

  private async *read(reading: Reading, first: ListEventsReply): AsyncGenerator<string> {
    yield `retry: ${COME_AGAIN_MS}\n\n`;
    let position: string;
    for (let page = first; ; page = await this.page({ ...reading, after: position })) {
      yield page.items.map(toServerSentEvent).join('');
      position = page.completeTo;
      const farewell = this.farewellTo(reading);
      if (farewell) {
        yield goodbye(farewell, position);
        return;
      }
      if (!page.more) break;
    }

    // The signal would not tell of it again.
    if (reading.gone.aborted) return;
    const { seat, since } = this.tail.join(reading.globalAccountId, position, reading.abandon);
    const leave = () => seat.close('closing');
    reading.gone.addEventListener('abort', leave, { once: true });
    try {
      // Between the end of the past and the seat.
      for (let more = BigInt(since) > BigInt(position); more;) {
        const page: ListEventsReply = await this.page({ ...reading, after: position }, since);
        yield page.items.map(toServerSentEvent).join('');
        position = page.completeTo;
        more = page.more;
      }
      yield serverSentEvent('caught-up', position, { position });
      yield* this.live(reading, seat, position);
    } finally {
      reading.gone.removeEventListener('abort', leave);
      this.tail.leave(reading.globalAccountId, seat);
    }
  }

  private async *live(reading: Reading, seat: Seat, caughtUpAt: string): AsyncGenerator<string> {
    let position = caughtUpAt;
    for (;;) {
      const left = reading.until - reading.now();
      const told = await seat.take(Math.max(1, Math.min(this.settings.eventHeartbeatMs, left)));
      const fresh = told.filter((each) => BigInt(each.position) > BigInt(position));
      if (fresh.length > 0) {
        position = fresh.at(-1)!.position;
        yield fresh.map(({ text }) => text).join('');
      }
      const farewell = seat.farewell ?? this.farewellTo(reading);
      if (farewell) {
        yield goodbye(farewell, position);
        return;
      }
      if (fresh.length === 0) yield ': heartbeat\n\n';
    }
  }

  private farewellTo({ until, now }: Reading): Farewell | undefined {
    if (this.tail.isStopping) return 'closing';
    return now() >= until ? 'signed-out' : undefined;
  }

  private page(
    { globalAccountId, after }: Reading,
    minPosition?: string,
    limit: number = PAGE,
  ): Promise<ListEventsReply> {
    const query = {
      ...(globalAccountId === undefined ? {} : { globalAccountId }),
      after,
      limit,
      ...(minPosition === undefined ? {} : { minPosition }),
    };
    return this.rpc.request<ListEventsReply>(SUBJECTS.projection.listEvents, query);
  }
}

const ADVICE: Readonly<Record<Farewell, string>> = {
  'too-slow': 'You have not kept up. Come again with this id as Last-Event-ID: nothing is lost.',
  closing: 'This server stops. Come again with this id as Last-Event-ID: nothing is lost.',
  'signed-out': 'Your access token has ended. Come again with a new one and this id as Last-Event-ID: nothing is lost.',
};

function goodbye(farewell: Farewell, position: string): string {
  return serverSentEvent(farewell, position, { position, advice: ADVICE[farewell] });
}
