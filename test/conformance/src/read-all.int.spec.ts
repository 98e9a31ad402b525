import { UnknownError, type EventStoreDBClient } from '@eventstore/db-client';
import { collect, connect, endOfAll, failure, testEvents, uniqueName, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

/** Ids of the events of one stream, in the order of `$all`. */
async function idsOf(stream: string, ...args: Parameters<EventStoreDBClient['readAll']>) {
  const events = await collect(client.readAll(...args));
  return events.flatMap(({ event }) => (event?.streamId === stream ? [event.id] : []));
}

describe('reading $all', () => {
  it('ends, whether or not the server has events', async () => {
    await collect(client.readAll({ maxCount: 10 }));
  });

  it('returns the events of all streams in the order of their positions', async () => {
    const fromPosition = await endOfAll(client);
    const [a, b] = [uniqueName(), uniqueName()];
    await client.appendToStream(a, testEvents(2));
    await client.appendToStream(b, testEvents(1));
    await client.appendToStream(a, testEvents(1));

    const events = (await collect(client.readAll({ fromPosition }))).filter(({ event }) =>
      [a, b].includes(event?.streamId ?? ''),
    );
    expect(events.map(({ event }) => event?.streamId)).toEqual([a, a, b, a]);
    const positions = events.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual([...new Set(positions)].sort((x, y) => (x < y ? -1 : 1)));
    expect(events.map(({ commitPosition }) => commitPosition)).toEqual(positions);
  });

  it('forwards from a position begins with the event there', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(2));
    const { position } = await client.appendToStream(stream, testEvents(1));
    await client.appendToStream(stream, testEvents(1));
    const [, , third, fourth] = await collect(client.readStream(stream));
    expect(await idsOf(stream, { fromPosition: position })).toEqual([third?.event?.id, fourth?.event?.id]);
  });

  it('backwards from a position begins with the event before it', async () => {
    const stream = uniqueName();
    const events = testEvents(3);
    await client.appendToStream(stream, events.slice(0, 2));
    const { position } = await client.appendToStream(stream, events.slice(2));
    const ids = await idsOf(stream, { direction: 'backwards', fromPosition: position, maxCount: 10 });
    expect(ids).toEqual([events[1]?.id, events[0]?.id]);
  });

  it('backwards from the end begins with the last event', async () => {
    const stream = uniqueName();
    const events = testEvents(3);
    await client.appendToStream(stream, events);
    const ids = await idsOf(stream, { direction: 'backwards', fromPosition: 'end', maxCount: 3 });
    expect(ids).toEqual(events.map(({ id }) => id).reverse());
  });

  it('returns at most the requested number of events', async () => {
    await client.appendToStream(uniqueName(), testEvents(5));
    expect(await collect(client.readAll({ maxCount: 3 }))).toHaveLength(3);
    expect(await collect(client.readAll({ maxCount: 3, direction: 'backwards', fromPosition: 'end' }))).toHaveLength(3);
  });

  it('forwards from the end and backwards from the start returns no events', async () => {
    expect(await collect(client.readAll({ fromPosition: 'end' }))).toEqual([]);
    expect(await collect(client.readAll({ direction: 'backwards', fromPosition: 'start' }))).toEqual([]);
  });

  it('from a position without an event is refused', async () => {
    const { position } = await client.appendToStream(uniqueName(), testEvents(1));
    if (!position) throw new Error('The append has no position.');
    const between = { commit: position.commit - 1n, prepare: position.prepare - 1n };
    const beyond = { commit: position.commit + 1_000_000n, prepare: position.prepare + 1_000_000n };
    const impossible = { commit: 5n, prepare: 10n };
    for (const direction of ['forwards', 'backwards'] as const) {
      for (const fromPosition of [between, impossible]) {
        const error = await failure(collect(client.readAll({ direction, fromPosition, maxCount: 1 })));
        expect(error).toBeInstanceOf(UnknownError);
      }
    }
    expect(await collect(client.readAll({ fromPosition: beyond }))).toEqual([]);
    const backwards = client.readAll({ direction: 'backwards', fromPosition: beyond });
    expect(await failure(collect(backwards))).toBeInstanceOf(UnknownError);
  });

  it('page by page returns the same events as in one read', async () => {
    const fromPosition = await endOfAll(client);
    const stream = uniqueName();
    for (let batch = 0; batch < 3; batch += 1) await client.appendToStream(stream, testEvents(400));
    const inOneGo = await idsOf(stream, { fromPosition });

    const paged: string[] = [];
    let from = fromPosition;
    for (;;) {
      const page = await collect(client.readAll({ fromPosition: from, maxCount: 301 }));
      const last = page.at(-1)?.event;
      // The first event of a page is the last one of the previous page.
      for (const { event } of page) if (event?.streamId === stream && paged.at(-1) !== event.id) paged.push(event.id);
      if (page.length < 301 || !last?.position) break;
      from = last.position;
    }
    expect(inOneGo).toHaveLength(1_200);
    expect(paged).toEqual(inOneGo);
  });

  it('also returns events of deleted and truncated streams', async () => {
    const fromPosition = await endOfAll(client);
    const stream = uniqueName();
    const events = testEvents(3);
    await client.appendToStream(stream, events);
    await client.setStreamMetadata(stream, { maxCount: 1 });
    await client.deleteStream(stream);
    expect(await idsOf(stream, { fromPosition })).toEqual(events.map(({ id }) => id));
  });
});
