import { Mutex } from 'async-mutex';
import type { EventLog } from '../storage/event-log.js';
import { groupFailed, maximumSubscribersReached, subscriptionDropped } from '../wire/errors.js';
import { formatUuid } from '../wire/uuid.js';
import { CheckpointStream } from './checkpoint-stream.js';
import { CheckpointWriter } from './checkpoint-writer.js';
import type { Consumer } from './consumer.js';
import { consumerStrategy, type ConsumerStrategy } from './consumer-strategy.js';
import type { GroupSettings } from './group-settings.js';
import { groupSource, type GroupSource } from './group-source.js';
import { BEFORE_FIRST_EVENT, processedUpTo, type Checkpoint, type Message, type SourcePosition } from './message.js';
import { ParkedMessages } from './parked-messages.js';
import { SourceReader } from './source-reader.js';

/** What shall become of a message that a consumer did not acknowledge (nack). */
export type NackAction = 'park' | 'retry' | 'skip' | 'stop';

interface Outstanding {
  readonly message: Message;
  readonly consumer: Consumer;
  /** When the message times out and is delivered again, ms by the monotonic clock. */
  readonly expiresAt: number;
}

/**
 * A persistent subscription: it reads its source from the checkpoint on and distributes the messages among its
 * consumers. A message is processed when it was acknowledged, skipped or parked; until then it is delivered again, so
 * a consumer may get it more than once. Settings, checkpoint and parked messages are stored; all else is in memory.
 */
export class SubscriptionGroup {
  readonly key: string;
  readonly parked: ParkedMessages;
  readonly source: GroupSource;
  readonly consumers: Consumer[] = [];
  totalItems = 0;

  private readonly reader: SourceReader;
  private readonly checkpointStream: CheckpointStream;
  private readonly checkpoints: CheckpointWriter;
  private readonly strategy: ConsumerStrategy;
  /** To be delivered again, before those in the buffer. */
  private readonly retries: Message[] = [];
  private readonly outstanding = new Map<string, Outstanding>();
  /** On their way to the stream of parked messages. */
  private readonly parking = new Map<string, Message>();
  /** A closed group writes nothing: a later group of the same name would take it for its own. */
  private closed = false;
  private readonly replays = new Mutex();

  constructor(
    log: EventLog,
    readonly settings: GroupSettings,
    now: () => number,
    private readonly elapsed: () => number,
    private readonly onError: (error: Error) => void,
  ) {
    this.key = groupKey(settings.stream, settings.group);
    this.source = groupSource(log, settings);
    this.parked = new ParkedMessages(log, this.key, now);
    this.strategy = consumerStrategy(settings.consumerStrategy);
    const onFailure = (error: Error) => this.fail(error);
    this.checkpointStream = new CheckpointStream(log, this.key);
    this.checkpoints = new CheckpointWriter(this.checkpointStream, this.source, settings, elapsed, {
      readUpTo: () => this.reader.readUpTo,
      processedUpTo: () => processedUpTo(this.reader.readUpTo, this.unprocessed()),
      onError: onFailure,
    });
    this.reader = new SourceReader(log, this.source, settings, this.checkpoints.last, {
      onPage: () => this.afterPage(),
      onGone: () => this.dropConsumers(),
      onError: onFailure,
    });
    this.reader.readOn();
  }

  get isLive(): boolean {
    return this.reader.isLive;
  }

  get lastCheckpoint(): Checkpoint {
    return this.checkpoints.last;
  }

  get lastKnownPosition(): SourcePosition | undefined {
    return this.reader.lastKnownPosition;
  }

  get bufferedCount(): number {
    return this.reader.buffer.length;
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
    if (this.reader.isGone) {
      consumer.channel.drop(subscriptionDropped(stream, group));
      return;
    }
    this.consumers.push(consumer);
    this.dispatch();
  }

  /** The consumer's unprocessed messages go to the others, or wait for the next one. */
  disconnect(consumer: Consumer): void {
    const index = this.consumers.indexOf(consumer);
    if (index < 0) return;
    this.consumers.splice(index, 1);
    for (const { message } of [...consumer.inFlight.values()]) this.retry(message);
    this.dispatch();
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

  /** Called periodically: delivers timed-out messages again, and writes a checkpoint if one is due. */
  tick(): void {
    const now = this.elapsed();
    for (const { message, expiresAt } of [...this.outstanding.values()]) {
      if (expiresAt <= now) this.retryOrPark(message);
    }
    this.afterRelease();
    this.checkpoints.writeIfDue(true);
  }

  /**
   * Delivers the parked messages once more, up to but not including revision `stopAt` of their stream. Replays run one
   * at a time, because a message stays in that stream until its replay is on disk.
   * @throws gRPC error when the group is closed meanwhile
   */
  replayParked(stopAt: number): Promise<void> {
    return this.replays.runExclusive(() => this.replay(stopAt));
  }

  private async replay(stopAt: number): Promise<void> {
    if (this.closed) throw subscriptionDropped(this.settings.stream, this.settings.group);
    const end = Math.min(stopAt, this.parked.end);
    let any = false;
    for (const event of this.parked.read(end)) {
      const id = formatUuid(event.link.id);
      this.retries.push({ id, event, position: undefined, previous: BEFORE_FIRST_EVENT, retryCount: 0 });
      any = true;
    }
    if (any) await this.parked.truncate(end);
    this.dispatch();
  }

  /** Ends all consumers' calls. The stored state stays, so that the group can be opened again. */
  close(): void {
    this.closed = true;
    this.reader.stop();
    this.checkpoints.stop();
    this.dropConsumers();
  }

  /** Closes the group and deletes its stored state. */
  async delete(): Promise<void> {
    this.close();
    await this.reader.idle();
    await this.checkpointStream.delete();
    await this.parked.delete();
  }

  private afterPage(): void {
    this.dispatch();
    this.checkpoints.writeIfDue(false);
  }

  private dispatch(): void {
    if (this.closed || this.consumers.length === 0) return;
    if (this.dispatchFrom(this.retries)) this.dispatchFrom(this.reader.buffer);
    this.reader.readOnIfPossible();
  }

  /** Delivers as many messages as the consumers have room for; false: no consumer has room. */
  private dispatchFrom(queue: Message[]): boolean {
    const waiting: Message[] = [];
    for (const [index, message] of queue.entries()) {
      // Consumers acknowledge by event id, so of two events with the same id the second one waits for the first.
      const isInUse = this.outstanding.has(message.id) || this.parking.has(message.id);
      const choice = isInUse ? 'later' : this.strategy(this.consumers, message);
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
    const now = this.elapsed();
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
    outstanding.consumer.release(id, this.elapsed());
  }

  private afterRelease(): void {
    this.checkpoints.writeIfDue(false);
    this.dispatch();
  }

  private retryOrPark(message: Message): void {
    if (message.retryCount < this.settings.maxRetryCount) this.retry(message);
    else this.park(message, `Reached retry count of ${this.settings.maxRetryCount}`);
  }

  /** Retries are sorted by position, so that the events of a stream are delivered again in their order. */
  private retry(message: Message): void {
    this.release(message.id);
    message.retryCount += 1;
    const { position } = message;
    const after =
      position === undefined
        ? -1
        : this.retries.findIndex((other) => other.position === undefined || other.position > position);
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

  private *unprocessed(): Generator<Message> {
    for (const { message } of this.outstanding.values()) yield message;
    yield* this.parking.values();
    yield* this.retries;
    // The buffer is in the order of positions, so its first message stands for all.
    const [oldest] = this.reader.buffer;
    if (oldest) yield oldest;
  }

  private dropConsumers(): void {
    const { stream, group } = this.settings;
    for (const consumer of this.consumers.splice(0)) consumer.channel.drop(subscriptionDropped(stream, group));
  }

  /** The log cannot be read or written: the consumers' calls end with this error. */
  private fail(error: Error): void {
    if (this.closed) return;
    const { stream, group } = this.settings;
    for (const consumer of this.consumers.splice(0)) consumer.channel.drop(groupFailed(stream, group, error.message));
    this.onError(error);
  }
}

export const groupKey = (stream: string, group: string): string => `${stream}::${group}`;
