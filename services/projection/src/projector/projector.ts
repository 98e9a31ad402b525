import { eventAt, followLog, type LogItem } from '@system-landscape/event-store';
import { Backoff } from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Writer } from '../database/database.js';
import type { Positions } from '../positions/positions.js';
import type { Rebuild } from '../rebuild/rebuild.js';
import { commitBatch, type Commit } from './commit-batch.js';
import type { CommitFeed } from './commit-feed.js';
import { batchSeconds, eventsProjected, logPosition, writing } from './projector.metrics.js';
import { EventRate } from './event-rate.js';

/** Nest token of the event store's client. */
export const EVENT_STORE_CLIENT = Symbol('EventStoreDBClient');

type State =
  /** Another instance writes; this one answers queries and waits for its turn. */
  | { readonly is: 'standby' }
  | { readonly is: 'following' }
  | { readonly is: 'starting' }
  | { readonly is: 'failed'; readonly reason: string };

/**
 * Takes the log into the read model, from the checkpoint on, for as long as the service runs. An outage of event store
 * or database ends nothing: it begins again at the checkpoint, after a pause that grows to five seconds.
 */
export class Projector implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Projector.name);
  private readonly stopping = new AbortController();
  private readonly rate = new EventRate();
  private running: Promise<void> | undefined;
  private state: State = { is: 'starting' };
  private hasCaughtUp = false;
  private readonly backoff = new Backoff();

  constructor(
    private readonly database: Database,
    private readonly eventStore: EventStoreDBClient,
    private readonly feed: CommitFeed,
    private readonly positions: Positions,
    private readonly rebuild: Rebuild,
  ) {}

  onApplicationBootstrap(): void {
    // Nest calls it for HTTP and again for the microservice.
    this.running ??= this.run(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Events per second that this process has taken in, over the last ten seconds. */
  get eventsPerSecond(): number {
    return this.rate.perSecond(performance.now());
  }

  /** Rejects, with the reason, while this process neither follows the log nor waits for its turn; for health checks. */
  async checkFollowing(): Promise<void> {
    const { state } = this;
    if (state.is === 'failed') throw new Error(state.reason);
    if (state.is === 'standby') return Promise.resolve();
    if (!this.hasCaughtUp) throw new Error('The read model takes the log in and has not caught up yet');
    if (state.is === 'starting') throw new Error('The projection connects to the event store');
  }

  private async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        this.state = { is: 'starting' };
        await this.database.writeInTurn({
          stop,
          onWaiting: () => this.standBy(),
          write: (writer, signal) => this.followAndRebuild(writer, signal),
        });
        if (!stop.aborted) throw new Error('The event store has ended the subscription');
      } catch (error) {
        if (stop.aborted) return;
        await this.pauseAfter(error, stop);
      } finally {
        writing.set(0);
      }
    }
  }

  private standBy(): void {
    this.state = { is: 'standby' };
    this.logger.log('Another projection writes; this one answers queries and waits for its turn');
  }

  private async pauseAfter(error: unknown, stop: AbortSignal): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    this.state = { is: 'failed', reason: `The projection does not follow the log: ${reason}` };
    const milliseconds = this.backoff.next();
    this.logger.warn({ err: error, milliseconds }, 'The projection has stopped and begins again at its checkpoint');
    // It rejects for the abort alone, which the caller's loop deals with.
    await pause(milliseconds, undefined, { signal: stop }).catch(() => undefined);
  }

  private async followAndRebuild(writer: Writer, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const rebuilding = this.rebuild.wheneverAsked(writer, AbortSignal.any([signal, done.signal]));
    try {
      await this.follow(writer, signal);
    } finally {
      done.abort();
      await rebuilding;
    }
  }

  private async follow(writer: Writer, signal: AbortSignal): Promise<void> {
    // Whoever wrote before may have left it as caught up.
    await commitBatch(writer, [{ kind: 'fell-behind' }]);
    const checkpoint = await this.checkpoint();
    this.positions.reached(BigInt(checkpoint));
    await this.refuseAnotherLog();
    this.state = { is: 'following' };
    writing.set(1);
    this.logger.log(`follows the log after position ${checkpoint}`);
    const after = checkpoint === '0' ? {} : { after: checkpoint };
    const endFeed = this.feed.begin(checkpoint);
    try {
      for await (const batch of followLog(this.eventStore, { ...after, signal })) {
        await this.takeIn(writer, batch);
      }
    } finally {
      endFeed();
    }
  }

  private async takeIn(writer: Writer, batch: readonly LogItem[]): Promise<void> {
    const stopTimer = batchSeconds.startTimer();
    const commit = await commitBatch(writer, batch);
    stopTimer();
    this.backoff.reset();
    for (const { kind } of batch) {
      if (kind === 'caught-up') this.hasCaughtUp = true;
    }
    if (!commit) return;
    this.tell(commit);
    await writer.tend(commit.events);
  }

  private tell(commit: Commit): void {
    const { previousPosition, position, events } = commit;
    this.rate.add(events, performance.now());
    eventsProjected.inc(events);
    logPosition.set(Number(position));
    if (position === previousPosition) return;
    this.positions.reached(BigInt(position));
    this.feed.tell(commit);
  }

  private async checkpoint(): Promise<string> {
    const [row] = await this.database.query<{ position: string }>('select position::text from checkpoint');
    return row!.position;
  }

  /** A read model that was made from another log would answer for systems that are not there, and miss others. */
  private async refuseAnotherLog(): Promise<void> {
    const [newest] = await this.database.query<{ position: string; id: string }>(
      'select position::text, event_id as id from history order by position desc limit 1',
    );
    if (!newest) return;
    const { position, id } = newest;
    if ((await eventAt(this.eventStore, position))?.id === id) return;
    throw new Error(
      `The read model was made from another log: this one does not hold event ${id} at position ${position}. ` +
        'Give ESDB_URL the right one, or remove the read model (DATA_DIR, or the tables in DATABASE_URL)',
    );
  }
}
