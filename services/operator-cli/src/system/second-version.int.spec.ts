import type { SystemRecord } from '@system-landscape/system-view';
import { nameIdOf, systemIdOf, systemStream } from '@system-landscape/domain';
import { ACCOUNT, perform, streamOf, eventsForName, type Action } from '@system-landscape/domain/testing';
import { inFirstVersion, inSecondVersion } from '@system-landscape/event-store/testing';
import { REPOSITORY_ROOT } from '@system-landscape/test-support';
import { join } from 'node:path';
import type { EventLine } from '../events/event-line.js';
import { CliHarness } from '../testing/cli-harness.js';

const BUILD_OF_DOMAIN = join(REPOSITORY_ROOT, 'libs/domain/dist/index.js');
const SECOND_VERSION = {
  NODE_OPTIONS: `--require ${join(REPOSITORY_ROOT, 'libs/event-store/dist/testing/register-second-version.js')}`,
};

let harness: CliHarness;

beforeAll(async () => {
  harness = await CliHarness.start();
  await harness.appendRaw(streamNameOf('First'), inFirstVersion(historyOf('First')));
  await harness.appendRaw(streamNameOf('Second'), inSecondVersion(historyOf('Second')));
});
afterAll(() => harness.stop());

const PROCEED: Action = { do: 'proceed', pick: 0, fits: true, outcome: 'completed', clock: 1_000 };
const streamNameOf = (name: string) => systemStream(nameIdOf(ACCOUNT, name));
/** A registration that succeeds. */
const historyOf = (name: string) => eventsForName(streamOf(perform(Array<Action>(6).fill(PROCEED))), name);

async function run<Result>(...args: string[]): Promise<Result> {
  const { stdout, stderr } = await harness.run([...args, '--json'], SECOND_VERSION);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Result;
}

describe('landscape, with an event type of two schema versions in the log', () => {
  it.each(['First', 'Second'])('system show reads %s in the newest version', async (name) => {
    const { system } = await run<SystemRecord>('system', 'show', systemIdOf(nameIdOf(ACCOUNT, name), 1));
    expect(system).toMatchObject({ name, status: 'REGISTERED' });
  });

  it('what-if decides on events of the newest version', async () => {
    expect(await run('what-if', '--policy', BUILD_OF_DOMAIN)).toMatchObject({ systems: 2, differing: [] });
  });

  it('events read shows events as they were written', async () => {
    const { stdout } = await harness.run(['events', 'read', '--type', 'SystemAdded', '--json'], SECOND_VERSION);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as EventLine);
    expect(lines).toMatchObject([{ data: { title: 'First' } }, { data: { name: 'Second' } }]);
  });
});
