import { binaryEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { collect, connect, linkTo, take, testEvents, uniqueName, when, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

describe('a link', () => {
  it('is read unresolved, or with its target', async () => {
    const [target, links] = [uniqueName(), uniqueName('links')];
    const events = testEvents(3);
    await client.appendToStream(target, events);
    await client.appendToStream(links, [linkTo(2, target), linkTo(0, target)]);

    const plain = await collect(client.readStream(links));
    expect(plain.map(({ event, link }) => [event?.type, link])).toEqual([
      ['$>', undefined],
      ['$>', undefined],
    ]);

    const resolved = await collect(client.readStream(links, { resolveLinkTos: true }));
    expect(resolved.map(({ event }) => event?.id)).toEqual([events[2]?.id, events[0]?.id]);
    expect(resolved.map(({ link }) => [link?.streamId, link?.revision])).toEqual([
      [links, 0n],
      [links, 1n],
    ]);
    expect(resolved[0]?.commitPosition).toBe(resolved[0]?.link?.position?.commit);
    expect(resolved[0]?.event?.streamId).toBe(target);
  });

  it('whose target does not exist is read without it', async () => {
    const [target, links] = [uniqueName(), uniqueName('links')];
    await client.appendToStream(target, testEvents(1));
    await client.appendToStream(links, [linkTo(0, target), linkTo(7, target), linkTo(0, uniqueName())]);
    await client.deleteStream(target);
    const resolved = await collect(client.readStream(links, { resolveLinkTos: true }));
    expect(resolved.map(({ event, link }) => [event, link?.type])).toEqual([
      [undefined, '$>'],
      [undefined, '$>'],
      [undefined, '$>'],
    ]);
  });

  it('is resolved by the revision and the stream in its text, and is returned unchanged without these', async () => {
    const [target, links, gone, truncated] = ['t', 'links', 'gone', 'truncated'].map((name) => uniqueName(name)) as [
      ...[string, string, string, string],
    ];
    await client.appendToStream(target, testEvents(5));
    await client.tombstoneStream(gone);
    await client.appendToStream(truncated, testEvents(5));
    await client.setStreamMetadata(truncated, { maxCount: 2 });
    const cases: readonly (readonly [string, bigint | null | 'no link'])[] = [
      [`1@${target}`, 1n],
      [`01@${target}`, 1n],
      [` 1@${target}`, 1n],
      [`-1@${target}`, 4n],
      [`9@${target}`, null],
      [`0@${gone}`, null],
      [`0@${truncated}`, null],
      [`4@${truncated}`, 4n],
      [`1@${target}@more`, null],
      ['0@', null],
      [`@${target}`, 'no link'],
      [`99999999999999999999@${target}`, 'no link'],
      ['nothing', 'no link'],
      ['', 'no link'],
    ];
    for (const [text] of cases) {
      await client.appendToStream(links, binaryEvent({ type: '$>', data: Buffer.from(text) }));
    }
    const resolved = await collect(client.readStream(links, { resolveLinkTos: true }));
    const revisionsOrLinks = resolved.map(({ event, link }) => (link ? (event?.revision ?? null) : 'no link'));
    expect(revisionsOrLinks).toEqual(cases.map(([, expected]) => expected));
  });

  it('is resolved in $all and in subscriptions, too', async () => {
    const [target, links] = [uniqueName(), uniqueName('links')];
    const [event] = testEvents(1);
    await client.appendToStream(target, event ? [event] : []);
    await client.appendToStream(links, linkTo(0, target));

    const all = client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1, resolveLinkTos: true });
    expect((await collect(all))[0]).toMatchObject({ event: { id: event?.id }, link: { streamId: links } });
    const [subscribed] = await take(client.subscribeToStream(links, { resolveLinkTos: true }), 1);
    expect(subscribed).toMatchObject({ event: { id: event?.id }, link: { streamId: links, revision: 0n } });
  });
});

// A real server writes it only while the projection $streams is running.
const ofTheEmbeddedStore = process.env.ESDB_URL === undefined ? describe : describe.skip;

ofTheEmbeddedStore('the stream $streams', () => {
  it('links to the first event of every stream, in the order of creation', async () => {
    const [a, b] = [uniqueName(), uniqueName()];
    const events = testEvents(3);
    await client.appendToStream(a, events.slice(0, 2));
    await client.appendToStream(b, events.slice(2));
    const last = await collect(
      client.readStream('$streams', { direction: 'backwards', fromRevision: 'end', maxCount: 2, resolveLinkTos: true }),
    );
    expect(last.map(({ event }) => event?.id)).toEqual([events[2]?.id, events[0]?.id]);
    expect(last.map(({ link }) => Buffer.from(link?.data as Uint8Array).toString())).toEqual([`0@${b}`, `0@${a}`]);
  });

  it('can be subscribed to', async () => {
    const stream = uniqueName();
    const subscription = client.subscribeToStream('$streams', { fromRevision: 'end', resolveLinkTos: true });
    const appended = when(subscription, 'confirmation', () => client.appendToStream(stream, testEvents(1)));
    const [first] = await take(subscription, 1);
    expect(first?.event?.streamId).toBe(stream);
    await appended;
  });
});
