import { LIVE, SHADOW, TABLE_NAMES } from './migrations.js';

/** Number of new events from which on maintenance is due. */
const AT_LEAST_EVENTS = 1_000;
/** The tables are idle when nothing was committed for this long; milliseconds. */
const QUIET_MS = 100;

/**
 * Vacuums and analyzes the tables of PGlite, which has no autovacuum. Queries wait while a table is vacuumed, so each
 * table gets an idle moment of its own. When there is none and the history has doubled, each commit is followed by the
 * maintenance of one table.
 */
export class TableMaintenance {
  private newEvents = 0;
  private remainingTables: string[] = [];
  private idleTimer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private isStopped = false;

  /**
   * @param eventsInHistory as counted at the last maintenance
   * @param onError called with errors of maintenance that ran in the background
   */
  constructor(
    private readonly query: (sql: string) => Promise<readonly object[]>,
    private eventsInHistory: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** To be called after each commit with the number of events that it added. Rejects as the query does. */
  async afterCommit(events: number): Promise<void> {
    this.newEvents += events;
    clearTimeout(this.idleTimer);
    if (this.newEvents < AT_LEAST_EVENTS) return;
    if (this.newEvents >= this.eventsInHistory) await this.maintainNextTable();
    else this.maintainWhenIdle();
  }

  /** Resolves when no maintenance runs and none will start. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.idleTimer);
    await this.running;
  }

  private maintainWhenIdle(): void {
    if (this.isStopped) return;
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => {
      this.running = this.maintainInBackground().catch(this.onError);
    }, QUIET_MS);
  }

  private async maintainInBackground(): Promise<void> {
    await this.maintainNextTable();
    if (this.remainingTables.length > 0) this.maintainWhenIdle();
  }

  private async maintainNextTable(): Promise<void> {
    if (this.remainingTables.length === 0) {
      const tables = ['checkpoint', ...TABLE_NAMES];
      this.remainingTables = [LIVE, SHADOW].flatMap((schema) => tables.map((table) => `${schema}.${table}`));
    }
    await this.query(`vacuum (analyze) ${this.remainingTables.shift()}`);
    if (this.remainingTables.length > 0) return;
    this.newEvents = 0;
    this.eventsInHistory = await countEvents(this.query);
  }
}

/** Events in the history, as the table's statistics estimate them. */
export async function countEvents(query: (sql: string) => Promise<readonly object[]>): Promise<number> {
  const rows = await query("select reltuples::float8 as events from pg_class where oid = 'history'::regclass");
  const { events } = rows[0] as { readonly events: number };
  // -1 stands for a table that was never analyzed.
  return Math.max(0, events);
}
