import type { components } from '@system-landscape/api-client';
import { dataOf } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';
import { printable, type Progress } from '../terminal/terminal.js';

type Page = components['schemas']['ReadModelComparisonShape'];

interface TableComparison {
  readonly table: string;
  rows: number;
  differing: number;
  /** The first `MAX_DIFFERENCES`. */
  readonly differences: Page['differences'][number][];
}

const MAX_DIFFERENCES = 20;

/**
 * Compares every row of the shadow tables with the live tables and prints the differences.
 * @throws CliError when rows differ, or when there are no shadow tables
 */
export async function compareReadModels(context: CliContext): Promise<void> {
  const { terminal } = context;
  const tables: TableComparison[] = [];
  for await (const { table, rows, differing, differences } of pages(context)) {
    let of = tables.at(-1);
    if (of?.table !== table) tables.push((of = { table, rows: 0, differing: 0, differences: [] }));
    of.rows += rows;
    of.differing += differing;
    of.differences.push(...differences.slice(0, MAX_DIFFERENCES - of.differences.length));
  }
  const differing = tables.reduce((sum, table) => sum + table.differing, 0);
  await terminal.result({ same: differing === 0, tables }, () => formatComparison(context, tables));
  if (differing > 0) throw new CliError(`${differing} rows differ.`);
}

async function* pages(context: CliContext): AsyncGenerator<Page> {
  const { terminal, signal } = context;
  const http = await context.api();
  let progress: Progress | undefined;
  let done = 0;
  try {
    for (let cursor: string | null | undefined; cursor !== null && !signal.aborted;) {
      const query = cursor === undefined ? {} : { cursor };
      const page: Page = dataOf(await http.GET('/v1/operations/projection/comparison', { params: { query } }));
      if (page.rowsOfTable !== null) {
        progress?.stop();
        progress = terminal.progress(`Comparing ${page.table}`, BigInt(page.rowsOfTable), 'rows');
        done = 0;
      }
      progress?.to(BigInt((done += page.rows)));
      yield page;
      cursor = page.nextCursor;
    }
  } finally {
    progress?.stop();
  }
  if (signal.aborted) throw new CliError('Stopped before the end.');
}

function formatComparison({ terminal }: CliContext, tables: readonly TableComparison[]): string {
  const summary = terminal.table(
    ['Table', 'Rows', 'Differing'],
    tables.map(({ table, rows, differing }) => [table, String(rows), String(differing)]),
  );
  const rows = tables.flatMap(({ table, differences }) =>
    differences.map(({ key, what }) => [table, printable(key.join(' ')), what]),
  );
  return rows.length === 0 ? summary : `${summary}\n${terminal.table(['Table', 'Row', 'What'], rows)}`;
}
