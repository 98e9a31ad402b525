import { REPOSITORY_ROOT } from '@system-landscape/local';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bench, MEASUREMENT_IDS } from './bench.js';
import { FULL, QUICK } from './bench-scale.js';
import { chartOf, markdownOf, tableOf } from './report.js';

const USAGE = `npm run bench -- [--only <measurement>]… [--quick] [--markdown]
  --only      measures only this one of ${MEASUREMENT_IDS.join(', ')}; can be repeated
  --quick     one short sample each, with few systems: only shows that it runs
  --markdown  prints the tables of docs/performance.md`;

async function main(): Promise<void> {
  const { only = MEASUREMENT_IDS, quick = false, markdown = false } = readOptions();
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const scale = quick ? QUICK : FULL;
  const results = await bench(only, scale, print);
  print(markdown ? markdownOf(results) : tableOf(results));
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryBytes: totalmem(), node: process.version };
  const folder = join(REPOSITORY_ROOT, 'test/bench/results');
  mkdirSync(folder, { recursive: true });
  const file = { measuredAt: new Date().toISOString(), machine, scale, ...results };
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(file, undefined, 2)}\n`);
  writeFileSync(join(folder, 'bench.svg'), chartOf(results));
  print(`Written: ${folder}/bench.json and bench.svg`);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        quick: { type: 'boolean' },
        markdown: { type: 'boolean' },
      },
    });
    const unknown = values.only?.find((id) => !MEASUREMENT_IDS.includes(id));
    if (unknown !== undefined) throw new Error(`There is no measurement "${unknown}".`);
    return values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exit(2);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
