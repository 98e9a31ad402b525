import { toPublicEvent, type PublicEvent, type RelayStatus } from '@system-landscape/contracts';
import { eventAt, followLog, type LogItem } from '@system-landscape/event-store';
import { Backoff, type Clock } from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Fenced, LandscapeStream, StreamNeedsDecision, type Checkpoint } from '../landscape-stream/landscape-stream.js';
import type { EventRelaySettings } from '../settings.js';
import { inTurn } from '../turn/turn.js';
import { eventsRelayed, lagSeconds, relayedPosition, relaying } from './relay.metrics.js';

type State =
  | { readonly is: 'starting' }
  /** Another relay is at work; this one waits for its turn. */
  | { readonly is: 'standby' }
  | { readonly is: 'relaying' }
  | { readonly is: 'failed'; readonly reason: string };

/**
 * Publishes what the log holds, in its order, for as long as the service runs. It keeps nothing: where it goes on is
 * the last message of the stream. An outage of event store or NATS ends nothing.
 */
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Relay.name);
  private readonly stopping = new AbortController();
  private readonly holder = `${hostname()}/${process.pid}`;
  private running: Promise<void> | undefined;
  private state: State = { is: 'starting' };
  private caughtUp = false;
  private newestAt: string | undefined;
  private readonly backoff = new Backoff();

  constructor(
    private readonly eventStore: EventStoreDBClient,
    private readonly connection: NatsConnection,
    private readonly settings: EventRelaySettings,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    // Nest calls it for HTTP and again for the microservice.
    this.running ??= this.run(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Rejects, with the reason, while this process neither relays nor waits for its turn; for health checks. */
  async check(): Promise<void> {
    const { state } = this;
    this.measureLag();
    if (state.is === 'failed') throw new Error(state.reason);
    if (state.is === 'starting') throw new Error('The relay connects to event store and NATS');
    if (state.is === 'standby' || this.caughtUp) return Promise.resolve();
    throw new Error(`The relay is behind the log; the newest event it has relayed is from ${this.newestAt ?? 'never'}`);
  }

  /**
   * How far the relay is, whichever instance is asked: the stream tells what is published, the log what waits.
   * Rejects while NATS or event store are away.
   */
  async status(): Promise<RelayStatus> {
    const { state } = this;
    if (state.is === 'failed') return { position: null, lagSeconds: null, problem: state.reason };
    const stream = await LandscapeStream.open(this.connection, this.settings.streamReplicas);
    const { last } = await stream.checkpoint();
    const waiting = await this.firstAfter(last);
    const lagMs = waiting === undefined ? 0 : Math.max(1, this.clock.now().getTime() - Date.parse(waiting.time));
    return { position: last?.position ?? '0', lagSeconds: lagMs / 1_000, problem: null };
  }

  /** The first event that is to be published after what was; undefined when there is none. */
  private async firstAfter(last: Checkpoint['last']): Promise<PublicEvent | undefined> {
    const enough = new AbortController();
    const { signal } = enough;
    try {
      for await (const batch of followLog(this.eventStore, { ...(last && { after: last.position }), signal })) {
        const [first] = batch.flatMap(publicEventsIn);
        if (first !== undefined || batch.some(({ kind }) => kind === 'caught-up')) return first;
      }
      return undefined;
    } finally {
      enough.abort();
    }
  }

  private async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        this.state = { is: 'starting' };
        await inTurn(this.connection, {
          holder: this.holder,
          takeOverAfterMs: this.settings.takeOverAfterMs,
          stop,
          onWaiting: (holder) => this.standBy(holder),
          work: (signal) => this.relay(signal),
        });
        if (!stop.aborted) throw new Error('The event store has ended the subscription, or the turn was lost');
      } catch (error) {
        if (stop.aborted) return;
        await this.pauseAfter(error, stop);
      } finally {
        relaying.set(0);
      }
    }
  }

  private standBy(holder: string): void {
    this.state = { is: 'standby' };
    this.logger.log(`${holder} relays; this one waits for its turn`);
  }

  private async pauseAfter(error: unknown, stop: AbortSignal): Promise<void> {
    const asks = error instanceof StreamNeedsDecision;
    const reason = error instanceof Error ? error.message : String(error);
    if (asks && !(this.state.is === 'failed' && this.state.reason === reason)) this.logger.error(reason);
    this.state = { is: 'failed', reason };
    this.caughtUp = false;
    if (error instanceof Fenced) {
      this.logger.log(`${reason}; this one looks at the stream again`);
      return;
    }
    const milliseconds = this.backoff.next();
    if (!asks) this.logger.warn({ err: error, milliseconds }, 'The relay has stopped and begins again');
    await pause(milliseconds, undefined, { signal: stop }).catch(() => undefined);
  }

  private async relay(signal: AbortSignal): Promise<void> {
    const stream = await LandscapeStream.open(this.connection, this.settings.streamReplicas);
    const { sequence: relayed, last } = await stream.checkpoint();
    await this.refuseAnotherLog(last);
    this.caughtUp = false;
    this.state = { is: 'relaying' };
    relaying.set(1);
    this.logger.log(`relays after position ${last?.position ?? '0'}, message ${relayed}`);

    let sequence = relayed;
    for await (const batch of followLog(this.eventStore, { ...(last && { after: last.position }), signal })) {
      const events = batch.flatMap(publicEventsIn);
      sequence = await stream.publish(events, sequence);
      this.note(batch, events);
    }
  }

  private note(batch: readonly LogItem[], events: readonly PublicEvent[]): void {
    this.backoff.reset();
    this.newestAt = events.at(-1)?.time ?? this.newestAt;
    for (const item of batch) {
      if (item.kind === 'caught-up') this.caughtUp = true;
      if (item.kind === 'fell-behind') this.caughtUp = false;
      if ('position' in item) relayedPosition.set(Number(item.position));
    }
    eventsRelayed.inc(events.length);
    this.measureLag();
  }

  private measureLag(): void {
    const behind = this.state.is !== 'standby' && !this.caughtUp && this.newestAt !== undefined;
    lagSeconds.set(behind ? Math.max(0, this.clock.now().getTime() - Date.parse(this.newestAt!)) / 1_000 : 0);
  }

  /** A stream that was filled from another log would get events whose positions mean nothing to its consumers. */
  private async refuseAnotherLog(last: Checkpoint['last']): Promise<void> {
    if (!last) return;
    if ((await eventAt(this.eventStore, last.position))?.id === last.eventId) return;
    throw new StreamNeedsDecision(
      `The stream was filled from another log: this one does not hold event ${last.eventId} at position ${last.position}. ` +
        'Give ESDB_URL the right one, or remove the stream, so that the relay makes it anew and fills it from this log.',
    );
  }
}

function publicEventsIn(item: LogItem): PublicEvent[] {
  if (item.kind !== 'event') return [];
  const event = toPublicEvent(item.stored.event, { eventId: item.stored.id, position: item.position });
  return event ? [event] : [];
}
