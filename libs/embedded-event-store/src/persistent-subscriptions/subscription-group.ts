import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '../storage/event-log.js';
import type { PageLimits } from '../storage/log-page.js';
import { formatUuid } from '../wire/uuid.js';
import { resolve } from '../streams/read.js';
import { groupFailed, maximumSubscribersReached, subscriptionDropped } from '../wire/errors.js';
import { CheckpointStream } from './checkpoint-stream.js';
import type { Consumer } from './consumer.js';
import { consumerStrategy, type ConsumerStrategy } from './consumer-strategy.js';
import type { GroupSettings } from './group-settings.js';
import { groupSource, type GroupSource } from './group-source.js';
import { InTurn } from './in-turn.js';
import type { Checkpoint, Message } from './message.js';
import { ParkedMessages } from './parked-messages.js';

/** What a consumer may say of a message that it did not deal with. */
export type NackAction = 'park' | 'retry' | 'skip' | 'stop';

const PAGE_BYTES = 1024 * 1024;

interface Outstanding {
  readonly message: Message;
  readonly consumer: Consumer;
  /** When it is delivered again, ms since 1970. */
  readonly expiresAt: number;
}

/**
 * A persistent subscription: it reads its source from the checkpoint on and shares the messages among its consumers.
 * A message is done when it was acknowledged, skipped or parked; until then it is delivered again, so a consumer may
 * see it more than once. All state but settings, checkpoint and parked messages is in memory.
 */
export class SubscriptionGroup {
  readonly key: string;
  readonly parked: ParkedMessages;
  readonly source: GroupSource;
  readonly consumers: Consumer[] = [];
  totalItems = 0;
  /** The last written checkpoint, for the statistics. */
  lastCheckpoint: Checkpoint = { place: undefined, count: 0 };
  lastKnownPlace: number | undefined;

  private readonly checkpoints: CheckpointStream;
  private readonly strategy: ConsumerStrategy;
  private readonly unsubscribe: () => void;
  /** Read, but not delivered yet. */
  private readonly buffer: Message[] = [];
  /** To be delivered again; they go first. */
  private readonly retries: Message[] = [];
  private readonly outstanding = new Map<string, Outstanding>();
  /** On their way to the stream of parked messages. */
  private readonly parking = new Map<string, Message>();
  private next: number;
  private readUpTo: Checkpoint;
  private lastCheckpointAt: number;
  private reading: Promise<void> | undefined;
  private appended = false;
  private caughtUp = false;
  /** Its stream had been deleted for good before it was read to its end. */
  private cannotRead = false;
  /** Nothing is written any more: it would be taken for that of a group made anew. */
  private closed = false;
  private readonly replays = new InTurn();

  constructor(
    private readonly log: EventLog,
    readonly settings: GroupSettings,
    private readonly now: () => number,
    private readonly onTrouble: (error: Error) => void,
  ) {
    this.key = groupKey(settings.stream, settings.group);
    this.source = groupSource(log, settings);
    this.parked = new ParkedMessages(log, this.key, now);
    this.checkpoints = new CheckpointStream(log, this.key);
    this.strategy = consumerStrategy(settings.consumerStrategy);
    this.lastCheckpointAt = now();
    const stored = this.checkpoints.load();
    if (stored === undefined) {
      this.next = settings.startFrom === 'end' ? (settings.endWas ?? this.source.end()) : settings.startFrom;
    } else {
      const place = this.source.parse(stored);
      this.lastCheckpoint = { place, count: 0 };
      this.lastKnownPlace = place;
      this.next = place + 1;
    }
    this.readUpTo = this.lastCheckpoint;
    this.unsubscribe = this.source.onAppended(() => this.read());
    this.read();
  }

  get isLive(): boolean {
    return this.caughtUp;
  }

  get bufferedCount(): number {
    return this.buffer.length;
  }

  get retryCount(): number {
    return this.retries.length;
  }

  get outstandingCount(): number {
    return this.outstanding.size;
  }

  /** @throws gRPC error when the group has as many consumers as it may have */
  connect(consumer: Consumer): void {
    const { stream, group, maxSubscriberCount } = this.settings;
    if (maxSubscriberCount > 0 && this.consumers.length >= maxSubscriberCount) {
      throw maximumSubscribersReached(stream, group);
    }
    if (this.cannotRead) {
      consumer.channel.drop(subscriptionDropped(stream, group));
      return;
    }
    this.consumers.push(consumer);
    this.push();
  }

  /** What the consumer had goes to the others, or waits for the next one. */
  disconnect(consumer: Consumer): void {
    const index = this.consumers.indexOf(consumer);
    if (index < 0) return;
    this.consumers.splice(index, 1);
    for (const { message } of [...consumer.inFlight.values()]) this.retry(message);
    this.push();
  }

  ack(ids: readonly string[]): void {
    for (const id of ids) this.release(id);
    this.afterRelease();
  }

  nack(ids: readonly string[], action: NackAction, reason: string): void {
    for (const id of ids) {
      const message = this.outstanding.get(id)?.message;
      if (!message) continue;
      if (action === 'retry') this.retryOrPark(message);
      else if (action === 'park') this.park(message, `Client explicitly NAK'ed message.\n${reason}`);
      else this.release(id);
    }
    this.afterRelease();
  }

  /** Time has passed: delivers again what took too long, and writes a checkpoint if one is due. */
  tick(): void {
    const now = this.now();
    for (const { message, expiresAt } of [...this.outstanding.values()]) {
      if (expiresAt <= now) this.retryOrPark(message);
    }
    this.afterRelease();
    this.checkpointIfDue(true);
  }

  /**
   * Delivers the parked messages once more, those with revisions below `stopAt` of their stream. One replay after the
   * other: a message shows in its stream until its replay is on disk.
   * @throws gRPC error when the group is closed meanwhile
   */
  replayParked(stopAt: number): Promise<void> {
    return this.replays.run(() => this.replay(stopAt));
  }

  private async replay(stopAt: number): Promise<void> {
    if (this.closed) throw subscriptionDropped(this.settings.stream, this.settings.group);
    const end = Math.min(stopAt, this.parked.end);
    let any = false;
    for (const event of this.parked.read(end)) {
      const message = { id: formatUuid(event.link.id), event, place: undefined, previous: NOWHERE, retryCount: 0 };
      this.retries.push(message);
      any = true;
    }
    if (any) await this.parked.truncate(end);
    this.push();
  }

  /** Ends all consumers' calls; the group can be made anew from what is kept. */
  close(): void {
    this.closed = true;
    this.unsubscribe();
    const { stream, group } = this.settings;
    for (const consumer of this.consumers.splice(0)) consumer.channel.drop(subscriptionDropped(stream, group));
  }

  /** Takes away what is kept of the group. */
  async delete(): Promise<void> {
    this.close();
    await this.reading;
    await this.checkpoints.delete();
    await this.parked.delete();
  }

  /** Reads on as long as there is something to read and room for it. */
  private read(): void {
    this.appended = true;
    this.reading ??= this.readPages()
      .catch((error: unknown) => this.fail(error as Error))
      .finally(() => {
        this.reading = undefined;
        // What was appended after the last page was read.
        if (this.appended && this.hasRoom && !this.closed) this.read();
      });
  }

  private async readPages(): Promise<void> {
    while (this.appended && !this.closed && this.hasRoom) {
      this.appended = false;
      if (!this.caughtUp && this.source.isGone()) return this.stopReading();
      const page = this.source.read(this.next, { ...this.pageLimits, untruncated: this.caughtUp });
      for (const record of page.records) {
        if (this.source.isIgnored(record)) continue;
        const place = this.source.placeOf(record);
        const previous = this.readUpTo;
        this.readUpTo = { place, count: previous.count + 1 };
        if (!this.source.isWanted(record)) continue;
        this.lastKnownPlace = place;
        const event = resolve(this.log, record, this.settings.resolveLinks);
        this.buffer.push({ id: formatUuid(record.id), event, place, previous, retryCount: 0 });
      }
      // What truncation hides now stays hidden when the group is live.
      this.next = page.ended ? Math.max(page.next, this.source.end()) : page.next;
      this.caughtUp = page.ended;
      if (!page.ended) this.appended = true;
      this.push();
      this.checkpointIfDue(false);
      await nextTurn();
    }
  }

  private stopReading(): void {
    this.cannotRead = true;
    const { stream, group } = this.settings;
    for (const consumer of this.consumers.splice(0)) consumer.channel.drop(subscriptionDropped(stream, group));
  }

  private get hasRoom(): boolean {
    return (
      this.buffer.length === 0 || this.buffer.length + this.settings.readBatchSize <= this.settings.historyBufferSize
    );
  }

  private get pageLimits(): PageLimits {
    return { maxCount: Math.max(1, this.settings.readBatchSize), maxBytes: PAGE_BYTES };
  }

  private push(): void {
    if (this.closed || this.consumers.length === 0) return;
    if (this.pushFrom(this.retries)) this.pushFrom(this.buffer);
    if (this.appended && this.hasRoom) this.read();
  }

  /** Delivers what consumers take; false: no consumer takes any more. */
  private pushFrom(queue: Message[]): boolean {
    const waiting: Message[] = [];
    for (const [index, message] of queue.entries()) {
      // Events with the same id in two streams are delivered one after the other, since they are told apart by it.
      const isThere = this.outstanding.has(message.id) || this.parking.has(message.id);
      const choice = isThere ? 'later' : this.strategy(this.consumers, message);
      if (choice === 'full') {
        queue.splice(0, index, ...waiting);
        return false;
      }
      if (choice === 'later') waiting.push(message);
      else this.deliver(message, choice);
    }
    queue.splice(0, queue.length, ...waiting);
    return true;
  }

  private deliver(message: Message, consumer: Consumer): void {
    const now = this.now();
    const { messageTimeoutMs } = this.settings;
    const expiresAt = messageTimeoutMs === 0 ? Infinity : now + messageTimeoutMs;
    this.outstanding.set(message.id, { message, consumer, expiresAt });
    this.totalItems += 1;
    consumer.deliver(message, now);
  }

  private release(id: string): void {
    const outstanding = this.outstanding.get(id);
    if (!outstanding) return;
    this.outstanding.delete(id);
    outstanding.consumer.release(id, this.now());
  }

  private afterRelease(): void {
    this.checkpointIfDue(false);
    this.push();
  }

  private retryOrPark(message: Message): void {
    if (message.retryCount < this.settings.maxRetryCount) this.retry(message);
    else this.park(message, `Reached retry count of ${this.settings.maxRetryCount}`);
  }

  /** In the order of places, so that a stream's events come again in their order. */
  private retry(message: Message): void {
    this.release(message.id);
    message.retryCount += 1;
    const { place } = message;
    const after =
      place === undefined ? -1 : this.retries.findIndex((other) => other.place === undefined || other.place > place);
    this.retries.splice(after < 0 ? this.retries.length : after, 0, message);
  }

  private park(message: Message, reason: string): void {
    if (this.closed) return;
    this.release(message.id);
    this.parking.set(message.id, message);
    this.parked.park(message.event, reason).then(
      () => {
        this.parking.delete(message.id);
        this.afterRelease();
      },
      (error: unknown) => this.fail(error as Error),
    );
  }

  private checkpointIfDue(byTime: boolean): void {
    if (this.closed) return;
    const { minCheckpointCount, maxCheckpointCount, checkpointAfterMs } = this.settings;
    const mostPossible = this.readUpTo.count - this.lastCheckpoint.count;
    const isTime = byTime && checkpointAfterMs > 0 && this.now() - this.lastCheckpointAt >= checkpointAfterMs;
    const least = Math.max(1, isTime ? Math.min(minCheckpointCount, maxCheckpointCount) : maxCheckpointCount);
    if (mostPossible < least) return;
    const done = this.done();
    if (done.place === undefined || done.count - this.lastCheckpoint.count < least) return;
    this.lastCheckpointAt = this.now();
    this.checkpoints.write(this.source.format(done.place)).then(
      (written) => {
        if (!written) return;
        this.lastCheckpoint = done;
        // What became due while it was written.
        this.checkpointIfDue(false);
      },
      (error: unknown) => this.fail(error as Error),
    );
  }

  /** Up to where every message is done. */
  private done(): Checkpoint {
    let done = this.readUpTo;
    const keepBack = ({ place, previous }: Message) => {
      if (place !== undefined && previous.count < done.count) done = previous;
    };
    for (const { message } of this.outstanding.values()) keepBack(message);
    for (const message of this.parking.values()) keepBack(message);
    for (const message of this.retries) keepBack(message);
    const [oldest] = this.buffer;
    if (oldest) keepBack(oldest);
    return done;
  }

  /** The log is broken; consumers have to know. */
  private fail(error: Error): void {
    if (this.closed) return;
    const { stream, group } = this.settings;
    for (const consumer of this.consumers.splice(0)) consumer.channel.drop(groupFailed(stream, group, error.message));
    this.onTrouble(error);
  }
}

const NOWHERE: Checkpoint = { place: undefined, count: 0 };

export const groupKey = (stream: string, group: string): string => `${stream}::${group}`;
