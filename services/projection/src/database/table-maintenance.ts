import { BESIDE, LIVE, TABLES } from './migrations.js';

/** With fewer new ones there is nothing to do. */
const AT_LEAST_EVENTS = 1_000;
/** Without a commit for so long nobody is likely to wait. */
const QUIET_MS = 100;

/**
 * What autovacuum does where there is one, which is not in PGlite: keeps tables and their statistics in shape. Everybody
 * waits while a table is dealt with, so each of them takes a quiet moment of its own; if there are none, and the history
 * has doubled, one table comes after each commit.
 */
export class TableTending {
  private newEvents = 0;
  private untended: string[] = [];
  private untilQuiet: NodeJS.Timeout | undefined;
  private atWork: Promise<void> = Promise.resolve();
  private isStopped = false;

  /**
   * @param eventsInHistory when it was counted last
   * @param onTrouble told of what went wrong while nobody waited for it
   */
  constructor(
    private readonly query: (sql: string) => Promise<readonly object[]>,
    private eventsInHistory: number,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** Told of how many events a commit has added. Rejects as the query does. */
  async afterCommit(events: number): Promise<void> {
    this.newEvents += events;
    clearTimeout(this.untilQuiet);
    if (this.newEvents < AT_LEAST_EVENTS) return;
    if (this.newEvents >= this.eventsInHistory) await this.tendOne();
    else this.tendWhenQuiet();
  }

  /** Resolves when no table is being dealt with, and none will be. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.untilQuiet);
    await this.atWork;
  }

  private tendWhenQuiet(): void {
    if (this.isStopped) return;
    clearTimeout(this.untilQuiet);
    this.untilQuiet = setTimeout(() => {
      this.atWork = this.tendInQuiet().catch(this.onTrouble);
    }, QUIET_MS);
  }

  private async tendInQuiet(): Promise<void> {
    await this.tendOne();
    if (this.untended.length > 0) this.tendWhenQuiet();
  }

  private async tendOne(): Promise<void> {
    if (this.untended.length === 0) {
      const tables = ['checkpoint', ...Object.keys(TABLES)];
      this.untended = [LIVE, BESIDE].flatMap((schema) => tables.map((table) => `${schema}.${table}`));
    }
    await this.query(`vacuum (analyze) ${this.untended.shift()}`);
    if (this.untended.length > 0) return;
    this.newEvents = 0;
    this.eventsInHistory = await countEvents(this.query);
  }
}

/** In the history, as its statistics have it. */
export async function countEvents(query: (sql: string) => Promise<readonly object[]>): Promise<number> {
  const rows = await query("select reltuples::float8 as events from pg_class where oid = 'history'::regclass");
  const { events } = rows[0] as { readonly events: number };
  // Less than none: they were never counted.
  return Math.max(0, events);
}
