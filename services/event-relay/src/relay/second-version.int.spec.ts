import { nameIdOf, systemStream } from '@system-landscape/domain';
import { ACCOUNT, added, recorded, eventsForName } from '@system-landscape/domain/testing';
import { inFirstVersion, inSecondVersion, registerSecondVersion } from '@system-landscape/event-store/testing';
import { eventually } from '@system-landscape/test-support';
import { RelayHarness } from '../testing/relay-harness.js';

let harness: RelayHarness;
let unregister: () => void;

beforeAll(async () => {
  unregister = registerSecondVersion();
  harness = await RelayHarness.start();
});
afterAll(async () => {
  await harness.stop();
  unregister();
});

const historyOf = (name: string) => eventsForName([recorded(added())], name);
const streamOf = (name: string) => systemStream(nameIdOf(ACCOUNT, name));

it('publishes an event type with two schema versions in the newest one', async () => {
  await harness.appendRaw(streamOf('First'), inFirstVersion(historyOf('First')));
  await harness.appendRaw(streamOf('Second'), inSecondVersion(historyOf('Second')));
  await harness.startRelay();

  const messages = await eventually(async () => {
    const found = await harness.messages();
    return found.length === 2 ? found : undefined;
  });
  const bodies = messages.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  expect(bodies).toMatchObject([{ name: 'First' }, { name: 'Second' }]);
  expect(bodies[0]).not.toHaveProperty('title');
});
