import { eventAt, followLog, LogReader, type LogItem } from '@system-landscape/event-store';
import { Backoff, traceBatch } from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Writer } from '../database/database.js';
import type { LandscapeFigures } from '../figures/landscape-figures.js';
import type { Positions } from '../positions/positions.js';
import type { Quarantine } from '../quarantine/quarantine.js';
import type { Rebuild } from '../rebuild/rebuild.js';
import type { Commit } from './apply-batch.js';
import { commitBatch } from './commit-batch.js';
import type { CommitFeed } from './commit-feed.js';
import { EventRate } from './event-rate.js';
import { healCheckpoint } from './heal-checkpoint.js';
import { withoutRefusedEvents } from './refused-events.js';
import { batchSeconds, eventsProjected, logPosition, writing } from './projector.metrics.js';

/** Nest token of the event store's client. */
export const EVENT_STORE_CLIENT = Symbol('EventStoreDBClient');

/** A batch as a span in the traces of its events. */
const PROJECT = {
  name: 'project',
  kind: 'consumer',
  attributes: { 'messaging.system': 'eventstoredb', 'messaging.operation.type': 'process' },
} as const;

const traceparentsOf = (batch: readonly LogItem[]) =>
  batch.map((item) => (item.kind === 'event' ? item.stored.event.metadata.traceparent : undefined));

type State =
  | { readonly is: 'starting' }
  /** Another instance is the leader; this one answers queries. */
  | { readonly is: 'standby' }
  | { readonly is: 'following' }
  | { readonly is: 'failed'; readonly reason: string };

/**
 * Projects the log into the read model for as long as the service runs, if it is the leader. After an outage of the
 * event store or the database it resumes at the checkpoint, with an exponential back-off of at most five seconds.
 */
export class Projector implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Projector.name);
  private readonly stopping = new AbortController();
  private readonly rate = new EventRate();
  private readonly backoff = new Backoff();
  private running: Promise<void> | undefined;
  private state: State = { is: 'starting' };
  private hasCaughtUp = false;

  constructor(
    private readonly database: Database,
    private readonly eventStore: EventStoreDBClient,
    private readonly feed: CommitFeed,
    private readonly positions: Positions,
    private readonly rebuild: Rebuild,
    private readonly quarantine: Quarantine,
    private readonly figures: LandscapeFigures,
  ) {}

  onApplicationBootstrap(): void {
    // Nest calls it for HTTP and again for the microservice.
    this.running ??= this.run(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Events per second that this process has projected over the last ten seconds. */
  get eventsPerSecond(): number {
    return this.rate.perSecond(performance.now());
  }

  /**
   * Health check: rejects with the reason unless this process follows the log or is a standby.
   * @returns what an operator should know although the instance is ready
   */
  async checkFollowing(): Promise<string | undefined> {
    const { state } = this;
    if (state.is === 'failed') throw new Error(state.reason);
    if (state.is === 'standby') return Promise.resolve(undefined);
    if (!this.hasCaughtUp) throw new Error('The read model has not caught up with the log yet');
    if (state.is === 'starting') throw new Error('The projection connects to the event store');
    return this.quarantine.describe();
  }

  private async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        this.state = { is: 'starting' };
        await this.database.runAsLeader({
          stop,
          onStandby: () => this.standBy(),
          lead: (writer, signal) => this.followAndRebuild(writer, signal),
        });
        if (!stop.aborted) throw new Error('The event store has ended the subscription');
      } catch (error) {
        if (stop.aborted) return;
        await this.pauseAfter(error, stop);
      } finally {
        writing.set(0);
        this.figures.end();
      }
    }
  }

  private standBy(): void {
    this.state = { is: 'standby' };
    this.logger.log('Another projection is the leader; this one answers queries as its standby');
  }

  private async pauseAfter(error: unknown, stop: AbortSignal): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    this.state = { is: 'failed', reason: `The projection does not follow the log: ${reason}` };
    const milliseconds = this.backoff.next();
    this.logger.warn({ err: error, milliseconds }, 'The projection failed; it resumes at its checkpoint');
    // Rejects only when the signal aborts, which ends the caller's loop.
    await pause(milliseconds, undefined, { signal: stop }).catch(() => undefined);
  }

  private async followAndRebuild(writer: Writer, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const until = AbortSignal.any([signal, done.signal]);
    const reader = new LogReader(this.eventStore);
    const others = [this.rebuild.runOnRequest(writer, until), this.quarantine.runOnRequest(writer, reader, until)];
    try {
      await this.follow(writer, reader, signal);
    } finally {
      done.abort();
      await Promise.all(others);
    }
  }

  private async follow(writer: Writer, reader: LogReader, signal: AbortSignal): Promise<void> {
    // The previous leader may have left the checkpoint as caught up.
    await commitBatch(writer, [{ kind: 'fell-behind' }]);
    if (await healCheckpoint(writer)) {
      this.logger.warn('The checkpoint was a position that no event can have; it is that of the newest event again');
    }
    const checkpoint = await loadCheckpoint(writer);
    this.positions.advanceTo(BigInt(checkpoint));
    await this.refuseAnotherLog(writer);
    await this.figures.begin(writer);
    this.state = { is: 'following' };
    writing.set(1);
    this.logger.log(`The projection follows the log after position ${checkpoint}`);
    const after = checkpoint === '0' ? {} : { after: checkpoint };
    const stopHeartbeat = this.feed.startHeartbeat(checkpoint);
    try {
      for await (const batch of followLog(this.eventStore, { ...after, reader, signal })) {
        await this.projectBatch(writer, batch);
      }
    } finally {
      stopHeartbeat();
    }
  }

  private async projectBatch(writer: Writer, batch: readonly LogItem[]): Promise<void> {
    const startedAt = Date.now();
    const stopTimer = batchSeconds.startTimer();
    const skippedIn = await this.quarantine.readSkipped(batch);
    const commits = await withoutRefusedEvents(batch, (part) => commitBatch(writer, part, skippedIn));
    stopTimer();
    traceBatch(traceparentsOf(batch), startedAt, PROJECT);
    this.backoff.reset();
    this.figures.follow(batch);
    if (batch.some(({ kind }) => kind === 'caught-up')) this.hasCaughtUp = true;
    for (const commit of commits) {
      if (!commit) continue;
      this.publishCommit(commit);
      await this.figures.commit(writer, commit);
      if (commit.changesQuarantine) await this.reportQuarantine(batch);
    }
  }

  private async reportQuarantine(batch: readonly LogItem[]): Promise<void> {
    for (const item of batch) {
      if (item.kind !== 'unreadable') continue;
      const { streamId, position, cause } = item;
      this.logger.error({ stream: streamId, position, cause }, 'A stream is in quarantine: an event cannot be read');
    }
    await this.quarantine.measure();
  }

  private publishCommit(commit: Commit): void {
    const { previousPosition, position, events } = commit;
    this.rate.add(events, performance.now());
    eventsProjected.inc(events);
    logPosition.set(Number(position));
    if (position === previousPosition) return;
    this.positions.advanceTo(BigInt(position));
    this.feed.publishCommit(commit);
  }

  /** A read model of another log would show systems that do not exist, and lack others. */
  private async refuseAnotherLog(writer: Writer): Promise<void> {
    const [newest] = await writer.transaction((transaction) =>
      transaction.query<{ position: string; id: string }>(
        'select cast(position as text) as position, event_id as id from history order by history.position desc limit 1',
      ),
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

/** As the server sees it that is written to: other connections may lead elsewhere while one server takes over from another. */
async function loadCheckpoint(writer: Writer): Promise<string> {
  const [row] = await writer.transaction((transaction) =>
    transaction.query<{ position: string }>('select cast(position as text) as position from checkpoint'),
  );
  return row!.position;
}
