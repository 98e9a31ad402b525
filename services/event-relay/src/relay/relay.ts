import { subjectOf, toPublicEvent, type PublicEvent, type RelayStatus } from '@system-landscape/contracts';
import { eventAt, followLog, toStoredEvent, type LogItem } from '@system-landscape/event-store';
import { Backoff, type Clock } from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Fenced,
  LandscapeStream,
  OperatorActionRequired,
  type Checkpoint,
} from '../landscape-stream/landscape-stream.js';
import { ForeignMessagesRecord } from '../landscape-stream/foreign-messages.js';
import { LeaderElection } from '../leader-election/leader-election.js';
import { LeftOutStreams } from '../left-out/left-out-streams.js';
import type { EventRelaySettings } from '../settings.js';
import { Publication, publicEventsIn } from './publication.js';
import {
  eventsRelayed,
  foreignMessages,
  lagSeconds,
  leading,
  leftOutStreams,
  relayedPosition,
} from './relay.metrics.js';

/** How often the leader tries the streams again that it leaves out, because they were mended; milliseconds. */
const RETRY_LEFT_OUT_MS = 30_000;
/** Most streams that a status names. */
const MAX_LISTED = 100;

type State =
  | { readonly status: 'starting' }
  /** Another relay is the leader. */
  | { readonly status: 'standby' }
  | { readonly status: 'relaying' }
  | { readonly status: 'failed'; readonly reason: string };

/**
 * Publishes the public events of the log, in its order, while this process is the leader. The checkpoint is the last message
 * of the stream. After an outage of event store or NATS it retries with back-off.
 */
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Relay.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private state: State = { status: 'starting' };
  private caughtUp = false;
  private streamGone = new AbortController();
  /** Number of streams. */
  private leftOut = 0;
  private newestRelayedAt: string | undefined;
  private readonly backoff = new Backoff();
  private readonly foreign: ForeignMessagesRecord;
  private readonly election: LeaderElection;

  constructor(
    private readonly eventStore: EventStoreDBClient,
    private readonly connection: NatsConnection,
    private readonly settings: EventRelaySettings,
    private readonly clock: Clock,
  ) {
    this.foreign = new ForeignMessagesRecord(connection, settings.streamReplicas);
    this.election = new LeaderElection(connection, {
      // In containers host names and process ids repeat.
      candidate: `${hostname()}/${process.pid}/${randomUUID()}`,
      leaseMs: settings.leaseMs,
      replicas: settings.streamReplicas,
    });
  }

  onApplicationBootstrap(): void {
    // Nest calls this hook twice: for HTTP and for the microservice.
    this.running ??= this.run(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * For health checks: rejects, with the reason, unless this process is on standby or has caught up.
   * @returns what an operator should know although the instance is ready
   */
  async check(): Promise<string | undefined> {
    const { state } = this;
    this.measureLag();
    if (state.status === 'failed') throw new Error(state.reason);
    if (state.status === 'starting') throw new Error('The relay connects to the event store and NATS');
    if (state.status === 'relaying' && !(await LandscapeStream.exists(this.connection))) {
      this.streamGone.abort();
      throw new Error('The stream of public events is gone; the relay makes it again and fills it from the log');
    }
    if (state.status === 'standby') return undefined;
    if (this.caughtUp) {
      return this.leftOut === 0 ? this.election.problem : `${this.leftOut} streams are left out`;
    }
    const newest = this.newestRelayedAt;
    const progress =
      newest === undefined ? 'it has relayed no event yet' : `its newest relayed event is from ${newest}`;
    throw new Error(`The relay is behind the log: ${progress}`);
  }

  /**
   * Position of the relay, and age of the oldest event that waits. Any instance can answer, from stream and log.
   * @throws Error while NATS or the event store is unavailable
   */
  async status(): Promise<RelayStatus> {
    const { state } = this;
    if (state.status === 'failed') return { position: null, lagSeconds: null, problem: state.reason };
    const stream = await LandscapeStream.open(this.connection, this.settings.streamReplicas);
    const { relayedUpTo } = await this.checkpoint(stream);
    const leftOut = (await LeftOutStreams.open(this.connection, this.settings.streamReplicas)).all;
    const waiting = await this.firstAfter(relayedUpTo, new Set(leftOut.map((each) => each.stream)));
    const lagMs = waiting === undefined ? 0 : Math.max(1, this.clock.now().getTime() - Date.parse(waiting.time));
    const foreign = await this.foreign.skipped();
    return {
      position: relayedUpTo ?? '0',
      lagSeconds: lagMs / 1_000,
      problem: null,
      ...(foreign && { foreign }),
      leftOutStreams: leftOut.length,
      leftOut: leftOut.slice(0, MAX_LISTED).map(({ after: _, published: __, ...shown }) => shown),
    };
  }

  /**
   * Has every relay skip messages at the end of the stream that have the form of events and are not in the log.
   * @param upTo sequence of the last of them
   */
  async mend(upTo: number): Promise<void> {
    await this.foreign.mend(upTo);
  }

  /** The first public event in the log that is not in the stream; undefined when there is none. */
  private async firstAfter(
    relayedUpTo: string | undefined,
    leftOut: ReadonlySet<string>,
  ): Promise<PublicEvent | undefined> {
    const found = new AbortController();
    const { signal } = found;
    try {
      for await (const batch of followLog(this.eventStore, { ...(relayedUpTo && { after: relayedUpTo }), signal })) {
        const [first] = batch
          .filter((item) => item.kind !== 'event' || !leftOut.has(item.stored.streamId))
          .flatMap(publicEventsIn);
        if (first !== undefined || batch.some(({ kind }) => kind === 'caught-up')) return first;
      }
      return undefined;
    } finally {
      found.abort();
    }
  }

  private async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        // A failure is told until the relay is at work again.
        if (this.state.status !== 'failed') this.state = { status: 'starting' };
        await this.election.runAsLeader({
          stop,
          onStandby: (leader) => this.standBy(leader),
          lead: (signal) => this.relay(signal),
        });
        if (!stop.aborted) throw new Error('The event store has ended the subscription, or the lease was lost');
      } catch (error) {
        if (stop.aborted) return;
        await this.backOff(error, stop);
      } finally {
        leading.set(0);
      }
    }
  }

  private standBy(leader: string): void {
    this.state = { status: 'standby' };
    this.logger.log(`On standby: ${leader} is the leader`);
  }

  private async backOff(error: unknown, stop: AbortSignal): Promise<void> {
    const needsOperator = error instanceof OperatorActionRequired;
    const reason = error instanceof Error ? error.message : String(error);
    // Logged once, not at every retry.
    if (needsOperator && !(this.state.status === 'failed' && this.state.reason === reason)) this.logger.error(reason);
    this.state = { status: 'failed', reason };
    this.caughtUp = false;
    if (error instanceof Fenced) {
      this.logger.log(`${reason}; the relay reads its checkpoint again`);
      return;
    }
    const milliseconds = this.backoff.next();
    if (!needsOperator) this.logger.warn({ err: error, milliseconds }, 'The relay has failed and retries');
    await sleep(milliseconds, undefined, { signal: stop }).catch(() => undefined);
  }

  private async relay(signal: AbortSignal): Promise<void> {
    this.streamGone = new AbortController();
    const untilGone = AbortSignal.any([signal, this.streamGone.signal]);
    const stream = await LandscapeStream.open(this.connection, this.settings.streamReplicas);
    const checkpoint = await this.checkpoint(stream);
    if (checkpoint.foreign) await this.recordSkipped(checkpoint.foreign);
    const leftOut = await LeftOutStreams.open(this.connection, this.settings.streamReplicas);
    const publication = new Publication(this.eventStore, stream, leftOut, checkpoint);
    await publication.begin();
    this.caughtUp = false;
    this.state = { status: 'relaying' };
    leading.set(1);
    const after = checkpoint.relayedUpTo;
    this.logger.log(`Relays the log after position ${after ?? '0'}, message ${checkpoint.sequence} of the stream`);

    await publication.retryAll(signal);
    const retries = setInterval(() => void this.retry(publication, signal), RETRY_LEFT_OUT_MS);
    try {
      const options = { ...(after !== undefined && { after }), reader: publication.reader, signal: untilGone };
      for await (const batch of followLog(this.eventStore, options)) {
        this.recordProgress(batch, await publication.publish(batch, signal));
        this.leftOut = leftOut.all.length;
        leftOutStreams.set(this.leftOut);
      }
    } finally {
      clearInterval(retries);
    }
  }

  /** Never rejects: a failure shows at the next batch, too. */
  private async retry(publication: Publication, signal: AbortSignal): Promise<void> {
    try {
      await publication.retryAll(signal);
    } catch (error) {
      if (!signal.aborted) this.logger.warn({ err: error }, 'Streams that are left out could not be tried again');
    }
  }

  private recordProgress(batch: readonly LogItem[], events: readonly PublicEvent[]): void {
    this.backoff.reset();
    this.newestRelayedAt = events.at(-1)?.time ?? this.newestRelayedAt;
    for (const item of batch) {
      if (item.kind === 'caught-up') this.caughtUp = true;
      if (item.kind === 'fell-behind') this.caughtUp = false;
      if ('position' in item) relayedPosition.set(Number(item.position));
    }
    eventsRelayed.inc(events.length);
    this.measureLag();
  }

  private measureLag(): void {
    const behind = this.state.status !== 'standby' && !this.caughtUp && this.newestRelayedAt !== undefined;
    lagSeconds.set(behind ? Math.max(0, this.clock.now().getTime() - Date.parse(this.newestRelayedAt!)) / 1_000 : 0);
  }

  private async checkpoint(stream: LandscapeStream): Promise<Checkpoint> {
    return stream.checkpoint({
      mendedUpTo: await this.foreign.mendedUpTo(),
      isInLog: async ({ eventId, position }, subject) => {
        const recorded = await eventAt(this.eventStore, position);
        if (recorded?.id !== eventId) return false;
        try {
          const event = toPublicEvent(toStoredEvent(recorded, position).event, { eventId, position });
          return event !== undefined && subjectOf(event) === subject;
        } catch {
          // An event that only a newer release can read: id and position are its own.
          return true;
        }
      },
    });
  }

  private async recordSkipped(found: { readonly first: number; readonly last: number }): Promise<void> {
    const known = await this.foreign.skipped();
    if (known?.last === found.last) return;
    foreignMessages.inc(found.last - found.first + 1);
    this.logger.error(
      { audit: 'foreign-messages-skipped', ...found },
      'The stream of public events holds messages that no relay has published; they are skipped. Find out who may publish to it',
    );
    await this.foreign.recordSkipped({ ...found, skippedAt: this.clock.now().toISOString() });
  }
}
