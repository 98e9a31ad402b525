import { RPC } from '@system-landscape/contracts';
import { nameIdOf, systemStream } from '@system-landscape/domain';
import { ACCOUNT, eventsForName, pending, recorded, registered } from '@system-landscape/domain/testing';
import { createEventStoreClient, EventStore, readStream } from '@system-landscape/event-store';
import { inSecondVersion, ODD_EVENTS, registerSecondVersion } from '@system-landscape/event-store/testing';
import { eventually } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { healthOf, RelayHarness } from '../testing/relay-harness.js';

let harness: RelayHarness;
let client: EventStoreDBClient;
beforeEach(async () => {
  harness = await RelayHarness.start();
  client = createEventStoreClient(harness.eventStoreUrl);
});
afterEach(async () => {
  await client.dispose();
  await harness.stop();
});

const streamOf = (name: string) => systemStream(nameIdOf(ACCOUNT, name));
const status = () => harness.ask(RPC.eventRelay.getStatus);
/** Types of the facts about a name, in the order of the stream. */
const factsOf = async (name: string) =>
  (await harness.messages())
    .filter(({ event }) => event.subject.startsWith(nameIdOf(ACCOUNT, name)))
    .map(({ event }) => event.type.split('.')[1]!);
const relayed = (name: string, count: number) =>
  eventually(async () => (await factsOf(name)).length >= count, { what: `${count} facts of ${name}` });
const FACTS = ['SystemAdded', 'IntegrationTokenIssued', 'RegistrationCancelled'];
const cancel = (name: string) =>
  harness.appendRaw(
    streamOf(name),
    eventsForName(
      [recorded({ type: 'RegistrationCancelled', data: { systemId: pending()[0]!.data.systemId } })],
      name,
    ).map(({ type, data, metadata }) => ({ type, data: { ...data }, metadata: { ...metadata } })),
  );
async function skip(name: string): Promise<void> {
  const { unreadable } = await readStream(client, streamOf(name));
  const actor = { subject: 'operator', roles: ['operator'] };
  const trace = { correlationId: 'c', causationId: 'c', now: new Date('2026-01-05T12:00:00.000Z') };
  await new EventStore(client).skipEvent(
    { stream: streamOf(name), eventId: unreadable!.eventId, note: 'A mistake.' },
    { operation: 'skip-event', caller: 'operator', key: unreadable!.eventId, actor, ...trace },
  );
}

describe('streams that cannot be read', () => {
  it('are left out from the odd event on, whatever its kind, and nothing else is', async () => {
    const relay = await harness.startRelay();
    for (const { what, append } of ODD_EVENTS) {
      await harness.append(what, pending());
      await append(client, streamOf(what));
      await cancel(what);
    }
    await harness.append('After', registered());
    await eventually(async () => (await factsOf('After')).includes('SystemRegistered'));

    for (const { what } of ODD_EVENTS) expect([what, await factsOf(what)]).toEqual([what, FACTS.slice(0, 2)]);
    const { leftOut, leftOutStreams, problem } = await status();
    expect({ leftOutStreams, problem }).toEqual({ leftOutStreams: ODD_EVENTS.length, problem: null });
    expect(leftOut!.map(({ stream }) => stream).sort()).toEqual(ODD_EVENTS.map(({ what }) => streamOf(what)).sort());
    const health = await healthOf(await relay.getUrl());
    expect(health).toEqual({ status: 200, relay: `${ODD_EVENTS.length} streams are left out` });
  });

  it('come late after a skip: each fact once, those of a stream in their order, and a restart repeats none', async () => {
    let relay = await harness.startRelay();
    await harness.append('Odd', pending());
    await ODD_EVENTS[0]!.append(client, streamOf('Odd'));
    await cancel('Odd');
    await harness.append('Between', pending());
    await relayed('Between', 2);
    // Another relay knows from the bucket what was left out.
    await harness.stopRelay(relay);
    relay = await harness.startRelay();
    await skip('Odd');
    await relayed('Odd', 3);
    await harness.stopRelay(relay);

    await harness.startRelay();
    await harness.append('After', pending());
    await relayed('After', 2);
    expect(await factsOf('Odd')).toEqual(FACTS);
    const messages = await harness.messages();
    expect(new Set(messages.map(({ event }) => event.id)).size).toBe(messages.length);
    expect(await status()).toMatchObject({ leftOutStreams: 0, leftOut: [] });
  });

  it('come late when a newer release reads what an older one could not', async () => {
    const relay = await harness.startRelay();
    await harness.appendRaw(
      streamOf('Later release'),
      inSecondVersion(
        eventsForName(
          pending().map((event) => recorded(event)),
          'Later release',
        ),
      ),
    );
    await harness.append('After', pending());
    await relayed('After', 2);
    expect(await factsOf('Later release')).toEqual([]);
    await harness.stopRelay(relay);

    const removeVersion = registerSecondVersion();
    try {
      await harness.startRelay();
      await relayed('Later release', 2);
    } finally {
      removeVersion();
    }
  });

  it('are not forgotten when the bucket that holds them was removed', async () => {
    const odd = async (name: string) => {
      await harness.append(name, pending());
      await ODD_EVENTS[0]!.append(client, streamOf(name));
    };
    const relay = await harness.startRelay();
    const before = ['First', 'Second', 'Third', 'Fourth'];
    for (const name of before) await odd(name);
    await harness.append('Between', pending());
    await relayed('Between', 2);
    await (await harness.manager()).streams.delete('KV_event-relay-left-out');
    await odd('Fifth');
    await harness.append('After', pending());
    await relayed('After', 2);

    const streams = [...before, 'Fifth'].map(streamOf).sort();
    const leftOut = async () => (await status()).leftOut!.map(({ stream }) => stream).sort();
    expect(await leftOut()).toEqual(streams);
    await harness.stopRelay(relay);
    await harness.startRelay();
    expect(await leftOut()).toEqual(streams);
  }, 60_000);

  it('are the store’s own in part: a deletion is nobody’s', async () => {
    await harness.startRelay();
    await harness.append('Deleted', pending());
    await client.tombstoneStream(streamOf('Deleted'));
    await harness.append('After', pending());
    await relayed('After', 2);
    expect(await status()).toMatchObject({ leftOutStreams: 0, lagSeconds: 0 });
  });
});
