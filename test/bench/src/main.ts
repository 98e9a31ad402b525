import { REPOSITORY_ROOT } from '@system-landscape/local';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bench, FULL, QUICK, ROW_IDS } from './bench.js';
import { chartOf, tableOf } from './report.js';

const USAGE = `npm run bench -- [--only <row>]… [--quick]
  --only   only this row, of ${ROW_IDS.join(', ')}; can be given again
  --quick  a second each, once: shows that it runs, not how fast`;

async function main(): Promise<void> {
  const { only = ROW_IDS, quick = false } = readOptions();
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const effort = quick ? QUICK : FULL;
  const { rows, facts } = await bench(only, effort, print);
  print(tableOf(rows, facts));
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, memoryBytes: totalmem(), node: process.version };
  const folder = join(REPOSITORY_ROOT, 'test/bench/results');
  mkdirSync(folder, { recursive: true });
  const results = { measuredAt: new Date().toISOString(), machine, effort, rows, facts };
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(join(folder, 'bench.svg'), chartOf(rows));
  print(`Written: ${folder}/bench.json and bench.svg`);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean' } },
    });
    const unknown = values.only?.find((id) => !ROW_IDS.includes(id));
    if (unknown !== undefined) throw new Error(`There is no row "${unknown}".`);
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
