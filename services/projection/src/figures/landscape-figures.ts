import { SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import type { LogItem } from '@system-landscape/event-store';
import { Sweeper, type Clock } from '@system-landscape/service-kit';
import type { Database, Writer } from '../database/database.js';
import type { ChangedSystem } from '../projector/write-batch.js';
import type { StoredTime } from '../queries/stored-time.js';
import {
  expiringTokens,
  oldestIncidentSeconds,
  openIncidents,
  overdueSeconds,
  projectionLagSeconds,
  systemCounts,
} from './figures.metrics.js';

const HOUR_MS = 3_600_000;
/** How often what changes with time is measured; milliseconds. */
const INTERVAL_MS = 15_000;
const SAGAS = ['registration', 'deregistration'] as const;

/** A system that a commit moves from one type and status to another; undefined: it is new. */
export interface Move {
  readonly from: Kind | undefined;
  readonly to: Kind;
}

interface Kind {
  readonly type: string;
  readonly status: string;
}

/** What the changed systems of a batch change in the counts. */
export function movesOf(systems: readonly ChangedSystem[]): Move[] {
  return systems
    .map(({ before, after }) => ({ from: before && kindOf(before.system), to: kindOf(after.system) }))
    .filter(({ from, to }) => from?.type !== to.type || from.status !== to.status);
}

const kindOf = ({ type, status }: Kind): Kind => ({ type, status });

/**
 * What an operator wants to know about the landscape as a whole, as metrics of the leader. Systems are counted once, when it
 * begins to lead, and then by what each commit changes: a count of all of them at each scrape would take too long.
 */
export class LandscapeFigures extends Sweeper {
  /** While this process is the leader. */
  private writer: Writer | undefined;
  private quarantined = 0;
  private counted = { readModel: '', position: 0n };
  private caughtUp = true;
  private newestAt: number | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super(INTERVAL_MS);
  }

  /** When this process has become the leader. */
  async begin(writer: Writer): Promise<void> {
    this.writer = writer;
    await this.count(writer);
    await this.sweep();
  }

  /** When it is the leader no longer: another one has the figures. */
  end(): void {
    this.writer = undefined;
    this.newestAt = undefined;
    for (const gauge of [systemCounts, expiringTokens, openIncidents, overdueSeconds]) gauge.reset();
    projectionLagSeconds.set(0);
    oldestIncidentSeconds.set(0);
  }

  /** Counts all systems. */
  async count(writer: Writer): Promise<void> {
    await writer.transaction(async (transaction) => {
      const [checkpoint] = await transaction.query<{ readModel: string; position: string }>(
        'select cast(tableoid as text) as "readModel", cast(position as text) as position from checkpoint',
      );
      const rows = await transaction.query<Kind & { number: number }>(
        'select type, status, cast(count(*) as integer) as number from systems group by type, status',
      );
      systemCounts.reset();
      for (const { type, status, number } of rows) systemCounts.set({ type, status }, number);
      this.counted = { readModel: checkpoint!.readModel, position: BigInt(checkpoint!.position) };
    });
  }

  /** Takes in what a commit has changed. Those that the last count has seen, and those of other tables, change nothing. */
  async commit(writer: Writer, commit: Committed): Promise<void> {
    if (commit.readModel !== this.counted.readModel || commit.changesQuarantine) return this.count(writer);
    if (BigInt(commit.position) <= this.counted.position) return;
    for (const { from, to } of commit.moves) {
      if (from) systemCounts.dec({ ...from });
      systemCounts.inc({ ...to });
    }
  }

  /** Measures the lag after a batch. */
  follow(batch: readonly LogItem[]): void {
    for (const item of batch) {
      if (item.kind === 'caught-up') this.caughtUp = true;
      else if (item.kind === 'fell-behind') this.caughtUp = false;
      else if (item.kind === 'event') this.newestAt = Date.parse(item.stored.event.metadata.occurredAt);
    }
    this.measureLag();
  }

  protected override async sweep(): Promise<void> {
    if (!this.writer) return;
    this.measureLag();
    await this.measure(this.writer);
  }

  private measureLag(): void {
    const behind = !this.caughtUp && this.newestAt !== undefined;
    projectionLagSeconds.set(behind ? this.secondsSince(this.newestAt!) : 0);
  }

  /** Each part is answered by an index of few rows. */
  private async measure(writer: Writer): Promise<void> {
    const { database } = this;
    const now = this.clock.now().getTime();
    const inHour = new Date(now + HOUR_MS).toISOString();
    const inDay = new Date(now + 24 * HOUR_MS).toISOString();
    const [row] = await database.query<Figures>(
      `select (select cast(count(*) as integer) from systems where token_state = 'LIVE' and token_expires_at <= $1) as hour,
              (select cast(count(*) as integer) from systems where token_state = 'LIVE' and token_expires_at <= $2) as day,
              (select cast(count(*) as integer) from systems where incident_opened_at is not null) as incidents,
              (select min(incident_opened_at) from systems where incident_opened_at is not null) as incident,
              (select cast(count(*) as integer) from quarantine) as quarantined,
              (select min(since) from quarantine) as oldest`,
      [inHour, inDay],
    );
    const due = await database.query<{ saga: string; due: StoredTime | null }>(
      `select saga, min(due_at) as due from systems
        where due_at is not null
          and not exists (select 1 from quarantine where stream = '${SYSTEM_STREAM_PREFIX}' || systems.name_id)
        group by saga`,
    );
    if (this.writer !== writer || !row) return;
    // What a stream holds that has left the quarantine came by no commit.
    if (row.quarantined !== this.quarantined) await this.count(writer);
    this.quarantined = row.quarantined;
    expiringTokens.set({ within: '1h' }, row.hour);
    expiringTokens.set({ within: '24h' }, row.day);
    openIncidents.set({ kind: 'deregistration' }, row.incidents);
    openIncidents.set({ kind: 'quarantine' }, row.quarantined);
    oldestIncidentSeconds.set(Math.max(...[row.incident, row.oldest].map((time) => this.secondsSince(time))));
    for (const saga of SAGAS) {
      overdueSeconds.set({ saga }, this.secondsSince(due.find((each) => each.saga === saga)?.due ?? null));
    }
  }

  private secondsSince(time: StoredTime | number | null): number {
    return time === null ? 0 : Math.max(0, (this.clock.now().getTime() - new Date(time).getTime()) / 1_000);
  }
}

interface Figures {
  readonly hour: number;
  readonly day: number;
  readonly incidents: number;
  readonly incident: StoredTime | null;
  readonly quarantined: number;
  readonly oldest: StoredTime | null;
}

interface Committed {
  readonly readModel: string;
  readonly position: string;
  readonly moves: readonly Move[];
  readonly changesQuarantine: boolean;
}
