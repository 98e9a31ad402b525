import type { Load } from './load.js';

/** What came of an outage. */
export interface Row {
  readonly name: string;
  /** How long it lasted. */
  readonly seconds: number;
  /** The longest time in which no write was acknowledged. */
  readonly withoutWritesMs: number;
  /** From the first attempt. */
  readonly slowestWriteMs: number;
  readonly writes: number;
  /** From the end of the outage until all that had begun by then has ended and is checked. */
  readonly settledMs: number;
  /** Registrations that ended in Error and were completed with a new token. */
  readonly recovered: number;
  readonly failure: string | undefined;
}

const HEAD = [
  'outage',
  'lasted',
  'without writes',
  'slowest write',
  'all ended after',
  'writes',
  'in Error',
  'all there',
];

/** The outages as a table of Markdown, and what the load has done. */
export function tableOf(rows: readonly Row[], { registered, deregistered, acknowledged }: Load): string {
  const cells = rows.map((row) => [
    row.name,
    `${row.seconds} s`,
    inSeconds(row.withoutWritesMs),
    inSeconds(row.slowestWriteMs),
    inSeconds(row.settledMs),
    String(row.writes),
    String(row.recovered),
    row.failure === undefined ? 'yes' : 'NO',
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...cells].map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [
    '',
    ...[line(HEAD), rule, ...cells.map(line)],
    '',
    `${registered} systems were registered and ${deregistered} deregistered; ${acknowledged.length} writes were acknowledged.`,
    ...rows.flatMap(({ name, failure }) => (failure === undefined ? [] : [`FAILED: ${name}: ${failure}`])),
  ].join('\n');
}

const inSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
