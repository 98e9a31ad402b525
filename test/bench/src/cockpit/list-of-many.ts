import type { CockpitHarness } from '@system-landscape/e2e';
import { startProcess } from '@system-landscape/test-support';
import type { StartProgram } from '../bench-setup.js';
import { fillReadModel } from '../many/fill-read-model.js';
import { SqlExecutor } from '../many/sql-executor.js';

const start: StartProgram = (name, script, args, env) =>
  startProcess({
    name,
    command: process.execPath,
    args: [script, ...args],
    env,
    readyLine: /ready(?: on (http:\S+?))?(?:\s|$)/,
  });

/** Inserts Pending systems into the account of the demo users: `System 0000001` and so on. */
export async function insertSystems(cockpit: CockpitHarness, systems: number): Promise<void> {
  const { system } = await cockpit.add('One like all the others');
  const { platform } = cockpit;
  // Its position is that of its last event; the projection must have reached it before it is stopped.
  await cockpit.becomes(system.id, 'PENDING');
  await platform.kill('projection');
  const executor = await SqlExecutor.open(start, platform.dataDir);
  await fillReadModel(executor, { systems, accounts: 1, account: 'ga-demo', like: system.id });
  await executor.close();
  await platform.restart('projection');
}
