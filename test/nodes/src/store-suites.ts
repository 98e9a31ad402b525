import { REPOSITORY_ROOT } from '@system-landscape/local';
import { temporaryFolder } from '@system-landscape/test-support';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The stores have the native add-ons (LMDB, `msgpackr`, libSQL). The longest of their tests are left out. */
const STORES = [
  'libs/event-store/src/(client|event-at|event-store)',
  'libs/embedded-event-store/src/(access|monitoring|restart|stored-format|persistent-subscriptions/|storage/)',
  'services/projection/src/(database/libsql|projector/)',
].join('|');

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/**
 * Runs the integration tests of the stores.
 * @param node the program of Node that they and what they start run on
 */
export async function testStoresOn(node: string): Promise<Counts> {
  const folder = await temporaryFolder('nodes');
  try {
    const report = join(folder.path, 'report.json');
    const jest = spawn(
      node,
      [
        join(REPOSITORY_ROOT, 'node_modules/jest/bin/jest.js'),
        ...['--selectProjects', 'integration', '--testPathPatterns', STORES],
        ...['--ci', '--json', `--outputFile=${report}`],
      ],
      {
        cwd: REPOSITORY_ROOT,
        env: { ...process.env, PATH: `${dirname(node)}:${process.env['PATH']}` },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    await once(jest, 'exit');
    const counts = JSON.parse(await readFile(report, 'utf8')) as JestReport;
    return { passed: counts.numPassedTests, failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites };
  } finally {
    await folder.remove();
  }
}
