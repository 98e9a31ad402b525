import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const BUILT = join(__dirname, '../../dist/index.js');

/** Packages of OpenTelemetry that a process loads; prom-client loads the API alone. */
function loaded(program: string): string[] {
  const output = execFileSync(process.execPath, ['-e', `require('reflect-metadata'); ${program}; ${LIST}`], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[];
}

const LIST = `
  const names = Object.keys(require.cache).flatMap((file) => /@opentelemetry\\/([^/]+)/.exec(file)?.[1] ?? []);
  console.log(JSON.stringify([...new Set(names)].filter((name) => name !== 'api')))`;

it('without an endpoint nothing of the SDK is loaded', () => {
  expect(loaded(`require(${JSON.stringify(BUILT)})`)).toEqual([]);
});

it('with one it is', () => {
  const file = join(BUILT, '../telemetry/open-telemetry.js');
  expect(loaded(`require(${JSON.stringify(file)})`)).toContain('sdk-trace-base');
});
