import { parseArgs } from 'node:util';
import { FAULTS } from './faults.js';
import { LOADS } from './loads.js';
import { attack } from './attack.js';
import { tableOf } from './report.js';

const NAMES = [...LOADS, ...FAULTS].map(({ name }) => name);
const USAGE = `npm run test:hostile -- [--seconds <10 to 240>] [--only <load or fault>]…
  --seconds  how long it lasts (default 60)
  --only     only this one of ${NAMES.join(', ')}; can be repeated`;

async function main(): Promise<void> {
  const { seconds, only } = readOptions();
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const isChosen = ({ name }: { readonly name: string }) => only?.includes(name) ?? true;
  const outcome = await attack({
    seconds,
    loads: LOADS.filter(isChosen),
    faults: FAULTS.filter(isChosen),
    report: print,
  });
  print(tableOf(outcome));
  if (!outcome.wasServed) process.exitCode = 1;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { seconds: { type: 'string', default: '60' }, only: { type: 'string', multiple: true } },
    });
    const seconds = Number(values.seconds);
    if (!(seconds >= 10 && seconds <= 240)) throw new Error('--seconds takes 10 to 240.');
    const unknown = values.only?.find((name) => !NAMES.includes(name));
    if (unknown !== undefined) throw new Error(`There is no load or fault "${unknown}".`);
    return { seconds, only: values.only };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exit(2);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
