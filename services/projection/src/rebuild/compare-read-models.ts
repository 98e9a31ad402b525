import type { CompareReadModelsQuery, CompareReadModelsReply } from '@system-landscape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DATABASE, type Database } from '../database/database.js';
import { BESIDE, LIVE, TABLES } from '../database/migrations.js';
import { Positions } from '../positions/positions.js';
import { decodeCursor, encodeCursor, matches, wrongCursor } from '../queries/cursor.js';
import type { Role } from './role.js';
import { RebuildNotReady } from './switch-read-model.js';

type Table = keyof typeof TABLES;
const ORDER = Object.keys(TABLES) as Table[];

/** Rows of one page; everybody waits for it where the database is PGlite. */
const PAGE_ROWS = 2_000;
/** Keys of rows that differ, in one page. */
const MOST_DIFFERENCES = 20;

interface Row {
  readonly key: readonly string[];
  /** Checksum; null where the row is not there. */
  readonly live: string | null;
  readonly beside: string | null;
}

interface Looked {
  /** Of both. */
  readonly position: string;
  readonly role: Role;
  readonly rowsOfTable: number | null;
  readonly rows: readonly Row[] | null;
}

/** Holds the rows of the two read models against each other, page by page, each page at one position of both. */
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
    const { position, rowsOfTable, rows } = await this.look(table, after);
    const page = comparable(rows ?? []);
    const differing = page.rows.filter(({ live, beside }) => live !== beside);
    return {
      position,
      table,
      rowsOfTable,
      rows: page.rows.length,
      checksums: { live: checksumOf(page.rows, 'live'), beside: checksumOf(page.rows, 'beside') },
      differing: differing.length,
      differences: differing.slice(0, MOST_DIFFERENCES).map(({ key, live, beside }) => ({
        key,
        what: live === null ? 'only in the rebuilt one' : beside === null ? 'only in the live one' : 'not the same',
      })),
      nextCursor: cursorOf(nextPlace(place, page)),
    };
  }

  /** Both at once, so in one snapshot. */
  private async look(table: Table, after: readonly string[]): Promise<Looked> {
    const [looked] = await this.database.query<Looked>(comparisonOf(table, after.length > 0), [...after]);
    if (looked!.role !== 'ready' && looked!.role !== 'before') {
      throw new RebuildNotReady('Only the live read model is there, or the other one has not caught up yet.');
    }
    return looked!;
  }
}

function comparisonOf(table: Table, hasAfter: boolean): string {
  const key = TABLES[table].join(', ');
  const parameters = TABLES[table].map(
    (column, index) => `$${index + 1}::${column === 'version' ? 'integer' : 'text'}`,
  );
  const rowsOf = (schema: string) =>
    `select ${key}, md5(t::text) as checksum from ${schema}.${table} t
      ${hasAfter ? `where (${key}) > (${parameters.join(', ')})` : ''} order by ${key} limit ${PAGE_ROWS}`;
  return `
    select (select position::text from ${LIVE}.checkpoint) as position,
           (select role from ${BESIDE}.checkpoint) as role,
           ${hasAfter ? 'null' : `(select count(*)::integer from ${LIVE}.${table})`} as "rowsOfTable",
           (select json_agg(json_build_object(
                     'key', array[${TABLES[table].map((column) => `${column}::text`).join(', ')}],
                     'live', live.checksum, 'beside', beside.checksum) order by ${key})
              from (${rowsOf(LIVE)}) live full join (${rowsOf(BESIDE)}) beside using (${key})) as rows`;
}

/** Rows up to where both of them were read: beyond, one may only seem to lack what the other one has. */
function comparable(rows: readonly Row[]): { readonly rows: readonly Row[]; readonly isEnd: boolean } {
  const ends = (['live', 'beside'] as const).flatMap((side) => {
    const has = rows.flatMap((row, index) => (row[side] === null ? [] : [index]));
    return has.length === PAGE_ROWS ? [has.at(-1)!] : [];
  });
  return ends.length === 0 ? { rows, isEnd: true } : { rows: rows.slice(0, Math.min(...ends) + 1), isEnd: false };
}

function checksumOf(rows: readonly Row[], side: 'live' | 'beside'): string {
  const hash = createHash('sha256');
  for (const row of rows) if (row[side] !== null) hash.update(`${JSON.stringify(row.key)}${row[side]}`);
  return hash.digest('hex');
}

interface Place {
  readonly table: Table;
  /** Key of the last row that was compared; empty before the first one. */
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
