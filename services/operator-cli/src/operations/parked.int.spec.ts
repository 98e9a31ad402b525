import { pending } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import {
  eventTypeFilter,
  PARK,
  persistentSubscriptionToAllSettingsFromDefaults,
  START,
  type PersistentSubscriptionToAllResolvedEvent,
} from '@eventstore/db-client';
import { CliHarness, type Appended } from '../testing/cli-harness.js';

let harness: CliHarness;
let systems: Appended[];

beforeEach(async () => {
  harness = await CliHarness.start();
  systems = [await harness.append('one', pending()), await harness.append('two', pending())];
  const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: START });
  await harness.client.createPersistentSubscriptionToAll('registration', settings, {
    filter: eventTypeFilter({ prefixes: ['SystemAdded'] }),
  });
});
afterEach(() => harness.stop());

/** Parks or acknowledges `count` messages of a group; returns their streams. */
async function consume(count: number, reply: 'park' | 'ack', group = 'registration'): Promise<string[]> {
  const subscription = harness.client.subscribeToPersistentSubscriptionToAll(group);
  const seen: string[] = [];
  for await (const each of subscription as AsyncIterable<PersistentSubscriptionToAllResolvedEvent>) {
    seen.push(each.event!.streamId);
    if (reply === 'park') await subscription.nack(PARK, 'spec', each);
    else await subscription.ack(each);
    if (seen.length === count) break;
  }
  await subscription.unsubscribe();
  return seen;
}

const shown = async () =>
  (await harness.json<{ stream: string; type: string }[]>('parked', 'show', 'registration')).map(
    ({ stream }) => stream,
  );

describe('landscape parked', () => {
  it('shows the events of the parked messages', async () => {
    expect(await shown()).toEqual([]);
    await consume(2, 'park');
    await eventually(async () => (await shown()).length === 2);
    expect((await shown()).sort()).toEqual(systems.map(({ stream }) => stream).sort());
  });

  it('drops parked messages: none is shown any more, and a replay delivers only later ones', async () => {
    await consume(2, 'park');
    await eventually(async () => (await shown()).length === 2);
    expect(await harness.json('parked', 'drop', 'registration')).toEqual({ subscription: 'registration', dropped: 2 });
    expect(await shown()).toEqual([]);

    const later = await harness.append('three', pending());
    await consume(1, 'park');
    await eventually(async () => (await shown()).length === 1);
    await harness.client.replayParkedMessagesToAll('registration');
    expect(await consume(1, 'ack')).toEqual([later.stream]);
  });

  it('shows and drops what every subscription of the service has parked, also one of another release', async () => {
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: START });
    const ofNewer = 'registration-IntegrationTokenIssued';
    await harness.client.createPersistentSubscriptionToAll(ofNewer, settings, {
      filter: eventTypeFilter({ prefixes: ['IntegrationTokenIssued'] }),
    });
    await consume(2, 'park');
    await consume(2, 'park', ofNewer);
    await eventually(async () => (await shown()).length === 4);
    expect(await harness.json('parked', 'drop', 'registration')).toEqual({ subscription: 'registration', dropped: 4 });
    expect(await shown()).toEqual([]);
  });
});
