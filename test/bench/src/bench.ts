import { firstView } from './cockpit/first-view.js';
import type { BenchScale } from './bench-scale.js';
import { memoryMetrics, type Metric } from './metrics.js';
import { startBenchSetup, type BenchSetup } from './bench-setup.js';
import { measure, type Measured, type Row } from './measure.js';
import type { Results } from './results.js';
import { cpu } from './rows/cpu.js';
import { lag } from './rows/lag.js';
import { lifecycleRow } from './rows/lifecycle-row.js';
import { manySystemsRows } from './rows/many-systems-rows.js';
import { longStreams } from './rows/long-streams.js';
import { oneAlone } from './rows/one-alone.js';
import { rebuildRow } from './rows/rebuild-row.js';
import { bareRegisterRow, registerRow } from './rows/register-row.js';
import { statusRow } from './rows/status-row.js';
import { storeAppends } from './rows/store-appends-row.js';
import { storeReadsRow } from './rows/store-reads-row.js';

type Measurement = (setup: BenchSetup, scale: BenchScale) => Promise<Results>;

// Reads first: their number of systems must not depend on the registrations.
const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  status: asRow(statusRow),
  many: manySystemsRows,
  'store-reads': asRow(storeReadsRow),
  register: asRow(registerRow),
  'bare-register': asRow(bareRegisterRow),
  lifecycle: asRow(lifecycleRow),
  'store-appends': storeAppends,
  alone: asMetrics(oneAlone),
  cpu: asMetrics(cpu),
  lag: asMetrics(lag),
  'long-streams': asMetrics(longStreams),
  'first-view': asMetrics(firstView),
  memory: asMetrics(memoryAfterwards),
  // Last, so that its memory does not count in `memory`; it has its own figure.
  rebuild: rebuildRow,
};
export const MEASUREMENT_IDS: readonly string[] = Object.keys(MEASUREMENTS);

/** Starts everything, runs the measurements one after the other and stops everything. @throws Error when one fails */
export async function bench(
  ids: readonly string[],
  scale: BenchScale,
  report: (line: string) => void = () => undefined,
): Promise<Results> {
  const setup = await startBenchSetup(scale);
  try {
    if (setup.rival === undefined)
      report('There is no PostgreSQL on this machine, so the rival is not measured. Name one in POSTGRES_BIN.');
    const rows: Measured[] = [];
    const facts: Metric[] = [...setup.facts];
    for (const id of ids) {
      const measurement = MEASUREMENTS[id];
      if (measurement === undefined) throw new Error(`There is no "${id}". There are ${MEASUREMENT_IDS.join(', ')}.`);
      const began = performance.now();
      const results = await measurement(setup, scale);
      rows.push(...results.rows);
      facts.push(...results.facts);
      report(`${id}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    return { rows, facts };
  } finally {
    await setup.stop();
  }
}

async function memoryAfterwards({ platform, waitUntilIdle }: BenchSetup): Promise<readonly Metric[]> {
  await waitUntilIdle();
  return memoryMetrics('after', 'after the run', platform);
}

function asRow(prepare: (setup: BenchSetup, scale: BenchScale) => Promise<Row>): Measurement {
  return async (setup, scale) => {
    const row = await prepare(setup, scale);
    return { rows: [await measure(row, scale.repetitions)], facts: [] };
  };
}

function asMetrics(find: (setup: BenchSetup, scale: BenchScale) => Promise<readonly Metric[]>): Measurement {
  return async (setup, scale) => ({ rows: [], facts: await find(setup, scale) });
}
