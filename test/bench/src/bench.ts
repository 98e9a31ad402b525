import { firstView } from './cockpit/first-view.js';
import type { Effort } from './effort.js';
import { memoryFacts, type Fact } from './facts.js';
import { prepareGround, type Ground } from './ground.js';
import { measure, type Measured, type Row } from './measure.js';
import type { Results } from './results.js';
import { cpu } from './rows/cpu.js';
import { lag } from './rows/lag.js';
import { lifecycleRow } from './rows/lifecycle-row.js';
import { manySystemsRows } from './rows/many-systems-rows.js';
import { oneAlone } from './rows/one-alone.js';
import { rebuildRow } from './rows/rebuild-row.js';
import { bareRegisterRow, registerRow } from './rows/register-row.js';
import { statusRow } from './rows/status-row.js';
import { storeAppends } from './rows/store-appends-row.js';
import { storeReadsRow } from './rows/store-reads-row.js';

type Measurement = (ground: Ground, effort: Effort) => Promise<Results>;

// Reads first: they are of so many systems, not of those that the registrations leave behind.
const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  status: asRow(statusRow),
  many: manySystemsRows,
  'store-reads': asRow(storeReadsRow),
  register: asRow(registerRow),
  'bare-register': asRow(bareRegisterRow),
  lifecycle: asRow(lifecycleRow),
  'store-appends': storeAppends,
  alone: asFacts(oneAlone),
  cpu: asFacts(cpu),
  lag: asFacts(lag),
  'first-view': asFacts(firstView),
  memory: asFacts(memoryAfterwards),
  // Last: it is what the platform does rarely, and has a figure of its own for the memory that it takes.
  rebuild: rebuildRow,
};
export const MEASUREMENT_IDS: readonly string[] = Object.keys(MEASUREMENTS);

/** Starts everything, measures in turn and stops everything. @throws Error when a measurement fails */
export async function bench(
  ids: readonly string[],
  effort: Effort,
  report: (line: string) => void = () => undefined,
): Promise<Results> {
  const ground = await prepareGround(effort);
  try {
    if (ground.rival === undefined)
      report('There is no PostgreSQL here, so there is no rival. POSTGRES_BIN names one.');
    const rows: Measured[] = [];
    const facts: Fact[] = [...ground.facts];
    for (const id of ids) {
      const measurement = MEASUREMENTS[id];
      if (measurement === undefined) throw new Error(`There is no "${id}". There are ${MEASUREMENT_IDS.join(', ')}.`);
      const began = performance.now();
      const results = await measurement(ground, effort);
      rows.push(...results.rows);
      facts.push(...results.facts);
      report(`${id}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    return { rows, facts };
  } finally {
    await ground.stop();
  }
}

async function memoryAfterwards({ platform, rest }: Ground): Promise<readonly Fact[]> {
  await rest();
  return memoryFacts('after', 'after the run', platform);
}

function asRow(prepare: (ground: Ground, effort: Effort) => Promise<Row>): Measurement {
  return async (ground, effort) => {
    const row = await prepare(ground, effort);
    return { rows: [await measure(row, effort.repetitions)], facts: [] };
  };
}

function asFacts(find: (ground: Ground, effort: Effort) => Promise<readonly Fact[]>): Measurement {
  return async (ground, effort) => ({ rows: [], facts: await find(ground, effort) });
}
