import { memoryFacts, type Fact } from './facts.js';
import { prepareGround, type Ground } from './ground.js';
import { measure, type Measured, type Row } from './measure.js';
import { registerRow } from './rows/register-row.js';
import { statusRow } from './rows/status-row.js';
import { storeAppendsRow } from './rows/store-appends-row.js';
import { storeReadsRow } from './rows/store-reads-row.js';

export interface Effort {
  readonly seconds: number;
  readonly repetitions: number;
  readonly systems: number;
}

export const FULL: Effort = { seconds: 5, repetitions: 5, systems: 10_000 };
/** Shows that every row runs; its figures mean little. */
export const QUICK: Effort = { seconds: 1, repetitions: 1, systems: 200 };

// Reads first: they are of so many systems, not of those that the registrations leave behind.
const ROWS: Readonly<Record<string, (ground: Ground, effort: Effort) => Promise<Row>>> = {
  status: statusRow,
  'store-reads': storeReadsRow,
  register: registerRow,
  'store-appends': storeAppendsRow,
};
export const ROW_IDS: readonly string[] = Object.keys(ROWS);

/** Starts everything, measures the rows in turn and stops everything. @throws Error when one of them fails */
export async function bench(
  ids: readonly string[],
  effort: Effort,
  report: (line: string) => void = () => undefined,
): Promise<{ readonly rows: readonly Measured[]; readonly facts: readonly Fact[] }> {
  const ground = await prepareGround();
  try {
    if (ground.rivalUrl === undefined)
      report('There is no PostgreSQL here, so there is no rival. POSTGRES_BIN names one.');
    const rows: Measured[] = [];
    for (const id of ids) {
      const prepare = ROWS[id];
      if (prepare === undefined) throw new Error(`There is no row "${id}". There are ${ROW_IDS.join(', ')}.`);
      report(`${id} …`);
      rows.push(await measure(await prepare(ground, effort), effort.repetitions));
    }
    return { rows, facts: [...ground.facts, ...memoryFacts('after', 'after the run', ground.platform)] };
  } finally {
    await ground.stop();
  }
}
