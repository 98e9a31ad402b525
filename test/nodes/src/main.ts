import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { liveOn } from './life-of-a-system.js';
import { NODE_VERSIONS, provideNode, type NodeVersion } from './node-versions.js';
import { testStoresOn } from './store-suites.js';

const USAGE = `npm run test:nodes -- [--only <version>]…
  --only  only this one of ${NODE_VERSIONS.join(', ')}; can be repeated`;

interface Row {
  readonly version: string;
  /** The interface of native add-ons (`process.versions.modules`). */
  readonly abi: string;
  readonly life: string;
  readonly stores: string;
  readonly isGood: boolean;
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  for (const version of chosenVersions()) rows.push(await tryOn(version));
  const head = { version: 'Node', abi: 'ABI', life: 'start, register, deregister', stores: 'tests of the stores' };
  const columns = ['version', 'abi', 'life', 'stores'] as const;
  const widths = columns.map((column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row: typeof head) => columns.map((column, index) => row[column].padEnd(widths[index]!)).join('  ');
  print(['', line(head), ...rows.map(line)].join('\n'));
  if (!rows.every(({ isGood }) => isGood)) process.exitCode = 1;
}

async function tryOn(version: NodeVersion): Promise<Row> {
  const node = provideNode(version);
  const abi = execFileSync(node, ['-p', 'process.versions.modules'], { encoding: 'utf8' }).trim();
  print(`== Node ${version}: the platform`);
  const [life, lifeMs] = await timed(() =>
    liveOn(node).then(
      () => 'ok',
      (error: unknown) => {
        print(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return 'FAILED';
      },
    ),
  );
  print(`== Node ${version}: the tests of the stores`);
  const [{ passed, failed }, storesMs] = await timed(() => testStoresOn(node));
  return {
    version,
    abi,
    life: `${life} (${seconds(lifeMs)})`,
    stores: `${passed} passed, ${failed} failed (${seconds(storesMs)})`,
    isGood: life === 'ok' && failed === 0 && passed > 0,
  };
}

async function timed<Result>(action: () => Promise<Result>): Promise<[Result, number]> {
  const began = performance.now();
  return [await action(), performance.now() - began];
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(0)} s`;

function chosenVersions(): readonly NodeVersion[] {
  try {
    const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values;
    const unknown = only?.find((version) => !NODE_VERSIONS.some((each) => each === version));
    if (unknown !== undefined) throw new Error(`${unknown} is none of the versions that are tried.`);
    return NODE_VERSIONS.filter((version) => only?.includes(version) ?? true);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exit(2);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
