import { publicEventNameOf, SUBJECTS, type ListEventsReply, type PublicEvent } from '@system-landscape/contracts';
import { NATS, RpcClient } from '@system-landscape/messaging';
import { Backoff, contextOf, runInContext } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { NatsConnection, Subscription } from 'nats';
import { setTimeout as pause } from 'node:timers/promises';
import { followCommits } from '../commits/follow-commits.js';
import { GatewaySettings } from '../settings.js';
import { eventReaders, readersDropped } from './events.metrics.js';
import { Seat } from './seat.js';

const PAGE = 500;
/** A commit may go untold (NATS promises nothing), or what tells of it be unreadable, so one looks anyway. */
const LOOK_EVERY_MS = 2_000;

/**
 * The one tail of this process: follows the commits of the read model for all readers, and asks for what is new once.
 * Each reader has a seat with a bounded queue. Nobody reading, nobody asking.
 */
@Injectable()
export class EventTail implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(EventTail.name);
  /** Under `undefined`: for the events of all accounts. */
  private readonly seats = new Map<string | undefined, Set<Seat>>();
  private readonly stopping = new AbortController();
  private commits: Subscription | undefined;
  private wake: () => void = () => undefined;
  private announced = 0n;
  /** Up to here everything was handed out; meaningless while nobody reads. */
  private position = 0n;
  /** All, also those who are in the past and have no seat yet. */
  private readers = 0;
  private seated = 0;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(NATS) private readonly connection: NatsConnection,
    @Inject(RpcClient) private readonly rpc: RpcClient,
    @Inject(GatewaySettings) private readonly settings: GatewaySettings,
  ) {}

  onModuleInit(): void {
    this.commits = followCommits(this.connection, (commit) => {
      if (!commit || commit.position === commit.previousPosition) return;
      this.announced = BigInt(commit.position);
      this.wake();
    });
  }

  /** Every reader is told to come again, so that the server has nothing left to wait for. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    this.commits?.unsubscribe();
    for (const seats of this.seats.values()) for (const seat of seats) seat.close('closing');
    this.wake();
    await this.running;
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  get isFull(): boolean {
    return this.readers >= this.settings.maxEventReaders;
  }

  /** Counts a reader, from the first page of its past until it is gone. */
  admit(gone: AbortSignal): void {
    this.count(1);
    gone.addEventListener('abort', () => this.count(-1), { once: true });
  }

  /**
   * A seat for the events of an account, or of all accounts when none is named. What comes after `since` will be in its
   * queue, and nothing else; what lies between the reader's position and `since` it must ask for itself.
   * @param position up to where the reader knows everything; the read model has reached it
   * @param onLost told when the seat is closed, by whomever
   */
  join(
    globalAccountId: string | undefined,
    position: string,
    onLost: () => void,
  ): { readonly seat: Seat; readonly since: string } {
    if (this.seated === 0) this.position = BigInt(position);
    const seat = new Seat(this.settings.eventQueue, onLost);
    const seats = this.seats.get(globalAccountId) ?? new Set();
    this.seats.set(globalAccountId, seats.add(seat));
    this.seated += 1;
    // For all readers, so not in the context of the one who came first.
    this.running ??= runInContext(contextOf({}), () => this.follow());
    return { seat, since: this.position.toString() };
  }

  leave(globalAccountId: string | undefined, seat: Seat): void {
    const seats = this.seats.get(globalAccountId);
    if (!seats?.delete(seat)) return;
    if (seats.size === 0) this.seats.delete(globalAccountId);
    this.seated -= 1;
    if (this.seated === 0) this.wake();
  }

  private count(more: number): void {
    this.readers += more;
    eventReaders.set(this.readers);
  }

  private async follow(): Promise<void> {
    const backoff = new Backoff();
    let works = true;
    while (this.seated > 0 && !this.isStopping) {
      try {
        await this.handOut();
        works = true;
        backoff.reset();
        await this.nextCommit();
      } catch (error) {
        if (works) this.logger.warn({ err: error }, 'The tail of events cannot ask for what is new; it asks again');
        works = false;
        // It rejects for the abort alone, which the loop deals with.
        await pause(backoff.next(), undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    // At once: who joins in the very next moment begins anew.
    this.running = undefined;
  }

  private async handOut(): Promise<void> {
    for (;;) {
      const after = this.position.toString();
      const page = await this.rpc.request<ListEventsReply>(SUBJECTS.projection.listEvents, {
        after,
        limit: PAGE,
        ...(this.announced > this.position && { minPosition: this.announced.toString() }),
      });
      for (const event of page.items) this.give(event);
      this.position = BigInt(page.completeTo);
      if (!page.more) return;
    }
  }

  private give(event: PublicEvent): void {
    const readers = [this.seats.get(event.data.globalAccountId), this.seats.get(undefined)];
    if (readers.every((seats) => seats === undefined)) return;
    // Written once, however many read it.
    const told = { position: event.position, text: toServerSentEvent(event) };
    for (const seats of readers) {
      for (const seat of seats ?? []) if (!seat.put(told)) readersDropped.inc();
    }
  }

  private async nextCommit(): Promise<void> {
    if (this.announced > this.position || this.seated === 0 || this.isStopping) return;
    const looked = new AbortController();
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      pause(LOOK_EVERY_MS, undefined, { signal: looked.signal }).then(resolve, () => undefined);
    });
    looked.abort();
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
