import type { SystemRecord } from '@system-landscape/system-view';
import { nameIdOf, systemIdOf, systemStream } from '@system-landscape/domain';
import { ACCOUNT, perform, streamOf, eventsForName, type Action } from '@system-landscape/domain/testing';
import { inFirstVersion, inSecondVersion, registerSecondVersion } from '@system-landscape/event-store/testing';
import { REPOSITORY_ROOT } from '@system-landscape/test-support';
import { join } from 'node:path';
import type { EventLine } from '../events/event-line.js';
import { CliHarness } from '../testing/cli-harness.js';

const BUILD_OF_DOMAIN = join(REPOSITORY_ROOT, 'libs/domain/dist/index.js');
/** For a process of its own. */
const SECOND_VERSION = {
  NODE_OPTIONS: `--require ${join(REPOSITORY_ROOT, 'libs/event-store/dist/testing/register-second-version.js')}`,
};

let harness: CliHarness;
let removeVersion: () => void;

beforeAll(async () => {
  removeVersion = registerSecondVersion();
  harness = await CliHarness.start();
  await harness.appendRaw(streamNameOf('First'), inFirstVersion(historyOf('First')));
  await harness.appendRaw(streamNameOf('Second'), inSecondVersion(historyOf('Second')));
});
afterAll(() => {
  removeVersion();
  return harness.stop();
});

const PROCEED: Action = { do: 'proceed', pick: 0, fits: true, outcome: 'completed', clock: 1_000 };
const streamNameOf = (name: string) => systemStream(nameIdOf(ACCOUNT, name));
/** A registration that succeeds. */
const historyOf = (name: string) => eventsForName(streamOf(perform(Array<Action>(6).fill(PROCEED))), name);

describe('landscape, with an event type of two schema versions in the log', () => {
  it.each(['First', 'Second'])('system show reads %s in the newest version', async (name) => {
    const { system } = await harness.json<SystemRecord>('system', 'show', systemIdOf(nameIdOf(ACCOUNT, name), 1));
    expect(system).toMatchObject({ name, status: 'REGISTERED' });
  });

  it('what-if decides on events of the newest version', async () => {
    const whatIf = await harness.runProcess(['what-if', '--policy', BUILD_OF_DOMAIN, '--json'], SECOND_VERSION);
    expect(JSON.parse(whatIf.stdout)).toMatchObject({ systems: 2, differing: [] });
  });

  it('events read shows events as they were written', async () => {
    const lines = await harness.lines<EventLine>('events', 'read', '--type', 'SystemAdded');
    expect(lines).toMatchObject([{ data: { title: 'First' } }, { data: { name: 'Second' } }]);
  });
});
