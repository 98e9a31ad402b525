import type { CompareReadModelsQuery, CompareReadModelsReply } from '@system-landscape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DATABASE, type Database } from '../database/database.js';
import { SHADOW, LIVE, TABLES } from '../database/migrations.js';
import { Positions } from '../positions/positions.js';
import { decodeCursor, encodeCursor, matches, wrongCursor } from '../queries/cursor.js';
import { fromStoredRole, isInStep, type StoredRole } from './role.js';
import { RebuildNotReady } from './switch-read-model.js';

type Table = keyof typeof TABLES;
const ORDER = Object.keys(TABLES) as Table[];

/** Rows of one page; while libSQL reads them, it answers no other query. */
const PAGE_ROWS = 2_000;
/** Most keys of differing rows that a page lists. */
const MAX_DIFFERENCES = 20;

/** A row of one page, as far as it is compared. */
interface Row {
  readonly key: readonly string[];
  /** Content of the row in each set of tables; null where it is missing. */
  readonly live: string | null;
  readonly shadow: string | null;
}

interface Comparison {
  /** Position of both sets of tables. */
  readonly position: string;
  readonly rowsOfTable: number | null;
  readonly rows: readonly Row[];
}

/** What is of all rows of the page is in each of them. */
interface StoredRow extends Omit<Comparison, 'rows'> {
  /** Of the shadow tables. */
  readonly role: StoredRole;
  /** Null when the page has no rows. */
  readonly key0: string | null;
  readonly key1: string | null;
  readonly live: string | null;
  readonly shadow: string | null;
}

/** Compares the rows of the live and the shadow tables, page by page; each page compares both at the same position. */
@Injectable()
export class CompareReadModels {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Positions) private readonly positions: Positions,
  ) {}

  /** @throws RebuildNotReady; Refusal VALIDATION_FAILED for a wrong cursor; ReadModelBehind */
  async execute({ minPosition, cursor }: CompareReadModelsQuery): Promise<CompareReadModelsReply> {
    await this.positions.waitFor(minPosition);
    const place = cursor === undefined ? START : placeIn(cursor);
    const { table, after } = place;
    const { position, rowsOfTable, rows } = await this.loadPage(table, after);
    const page = comparable(rows);
    const differing = page.rows.filter(({ live, shadow }) => live !== shadow);
    return {
      position,
      table,
      rowsOfTable,
      rows: page.rows.length,
      checksums: { live: checksumOf(page.rows, 'live'), beside: checksumOf(page.rows, 'shadow') },
      differing: differing.length,
      differences: differing.slice(0, MAX_DIFFERENCES).map(({ key, live, shadow }) => ({
        key,
        what: live === null ? 'only in the rebuilt one' : shadow === null ? 'only in the live one' : 'not the same',
      })),
      nextCursor: cursorOf(nextPlace(place, page)),
    };
  }

  /** Reads both sets of tables with one statement, so in one snapshot. */
  private async loadPage(table: Table, after: readonly string[]): Promise<Comparison> {
    const contents = this.database.contentOf(table);
    const stored = await this.database.query<StoredRow>(selectPage(table, contents, after.length > 0), after);
    const { position, role, rowsOfTable } = stored[0]!;
    if (!isInStep(fromStoredRole(role))) {
      throw new RebuildNotReady('There is only the live read model, or the other one has not caught up yet.');
    }
    const rows = stored.flatMap(({ key0, key1, live, shadow }) =>
      key0 === null ? [] : [{ key: key1 === null ? [key0] : [key0, key1], live, shadow }],
    );
    return { position, rowsOfTable, rows };
  }
}

function selectPage(table: Table, contents: string, hasAfter: boolean): string {
  const columns = TABLES[table];
  const key = columns.join(', ');
  const rowsOf = (schema: string) =>
    `select ${key}, ${contents} as content from ${schema}.${table} t
      ${hasAfter ? `where (${key}) > (${columns.map((_, index) => `$${index + 1}`).join(', ')})` : ''}
      order by ${key} limit ${PAGE_ROWS}`;
  const texts = [0, 1].map((index) => (columns[index] === undefined ? 'null' : `cast(${columns[index]} as text)`));
  return `
    select state.*, ${texts[0]} as key0, ${texts[1]} as key1, live, shadow
      from (select (select cast(position as text) from ${LIVE}.checkpoint) as position,
                   (select role from ${SHADOW}.checkpoint) as role,
                   ${hasAfter ? 'null' : `(select cast(count(*) as integer) from ${LIVE}.${table})`} as "rowsOfTable") state
      left join (
             select ${key}, of_live.content as live, of_shadow.content as shadow
               from (${rowsOf(LIVE)}) of_live full join (${rowsOf(SHADOW)}) of_shadow using (${key})) page on true
     order by ${key}`;
}

/**
 * The rows up to the last key that both sides were read to. Beyond it a row may be missing on one side only because its
 * page ended there.
 */
function comparable(rows: readonly Row[]): { readonly rows: readonly Row[]; readonly isEnd: boolean } {
  const ends = (['live', 'shadow'] as const).flatMap((side) => {
    const present = rows.flatMap((row, index) => (row[side] === null ? [] : [index]));
    return present.length === PAGE_ROWS ? [present.at(-1)!] : [];
  });
  return ends.length === 0 ? { rows, isEnd: true } : { rows: rows.slice(0, Math.min(...ends) + 1), isEnd: false };
}

function checksumOf(rows: readonly Row[], side: 'live' | 'shadow'): string {
  const hash = createHash('sha256');
  for (const row of rows) if (row[side] !== null) hash.update(`${JSON.stringify(row.key)}${row[side]}`);
  return hash.digest('hex');
}

/** Where a page begins. */
interface Place {
  readonly table: Table;
  /** Key of the last row of the page before; empty at the beginning of a table. */
  readonly after: readonly string[];
}

const START: Place = { table: ORDER[0]!, after: [] };

function nextPlace({ table }: Place, { rows, isEnd }: ReturnType<typeof comparable>): Place | undefined {
  if (!isEnd) return { table, after: rows.at(-1)!.key };
  const following = ORDER[ORDER.indexOf(table) + 1];
  return following && { table: following, after: [] };
}

const LIST = 'comparison';
const isTable = matches(new RegExp(`^(${ORDER.join('|')})$`));
const isPartOfKey = matches(/^[^\0]{0,128}$/);

function cursorOf(place: Place | undefined): string | null {
  if (place === undefined) return null;
  const [first = '', second = ''] = place.after;
  return encodeCursor(LIST, [place.table, first, second]);
}

/** @throws Refusal VALIDATION_FAILED */
function placeIn(cursor: string): Place {
  const [table, ...parts] = decodeCursor(LIST, cursor, [isTable, isPartOfKey, isPartOfKey]) as [Table, string, string];
  const after = parts.filter((part) => part !== '');
  const isKey = after.length === TABLES[table].length && (table !== 'history' || /^\d{1,9}$/.test(after[1]!));
  if (after.length > 0 && !isKey) throw wrongCursor();
  return { table, after };
}
