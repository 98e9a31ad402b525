import { randomUUID } from 'node:crypto';
import {
  binaryEvent,
  DeadlineExceededError,
  jsonEvent,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  UnknownError,
  WrongExpectedVersionError,
  type AppendToStreamOptions,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { collect, connect, failure, revisions, testEvents, uniqueName, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

const onlyEmbedded = process.env.ESDB_URL === undefined ? it : it.skip;

// With per-call credentials, the client uses another method of the protocol (Append instead of BatchAppend).
const WAYS: readonly (readonly [string, AppendToStreamOptions])[] = [
  ['in a batch', {}],
  ['alone', { credentials: { username: 'admin', password: 'changeit' } }],
];

describe.each(WAYS)('an append %s', (_way, options) => {
  it('answers with the revision and the position of its last event', async () => {
    const stream = uniqueName();
    const first = await client.appendToStream(stream, testEvents(1), options);
    const second = await client.appendToStream(stream, testEvents(3), options);

    expect(first).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(second).toMatchObject({ success: true, nextExpectedRevision: 3n });
    const events = await collect(client.readStream(stream));
    expect(events[0]?.event?.position).toEqual(first.position);
    expect(events[3]?.event?.position).toEqual(second.position);
  });

  it('of several events is atomic: their revisions are consecutive and their positions increase', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(20), options);

    const events = await collect(client.readStream(stream));
    expect(revisions(events)).toEqual(Array.from({ length: 20 }, (_, index) => BigInt(index)));
    const positions = events.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('without events succeeds and does not change the stream', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(2), options);
    const result = await client.appendToStream(stream, [], options);
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(await collect(client.readStream(stream))).toHaveLength(2);
  });

  describe('that expects', () => {
    it('no stream succeeds on a new stream and fails with the actual revision of an existing one', async () => {
      const stream = uniqueName();
      await client.appendToStream(stream, testEvents(2), { ...options, expectedRevision: 'no_stream' });

      const error = await failure(
        client.appendToStream(stream, testEvents(1), { ...options, expectedRevision: 'no_stream' }),
      );
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ streamName: stream, expectedVersion: 'no_stream', actualVersion: 1n });
    });

    it('an existing stream fails on a new one', async () => {
      const stream = uniqueName();
      const error = await failure(
        client.appendToStream(stream, testEvents(1), { ...options, expectedRevision: 'stream_exists' }),
      );
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ expectedVersion: 'stream_exists', actualVersion: 'no_stream' });

      await client.appendToStream(stream, testEvents(1), options);
      const result = await client.appendToStream(stream, testEvents(1), {
        ...options,
        expectedRevision: 'stream_exists',
      });
      expect(result.nextExpectedRevision).toBe(1n);
    });

    it('an existing stream succeeds when there is only metadata', async () => {
      const stream = uniqueName();
      await client.setStreamMetadata(stream, { maxCount: 5 });
      const result = await client.appendToStream(stream, testEvents(1), {
        ...options,
        expectedRevision: 'stream_exists',
      });
      expect(result.nextExpectedRevision).toBe(0n);
    });

    it.each([
      ['lower', 0n],
      ['higher', 7n],
    ])('a %s revision fails with both revisions', async (_kind, expectedRevision) => {
      const stream = uniqueName();
      await client.appendToStream(stream, testEvents(3), options);
      const error = await failure(client.appendToStream(stream, testEvents(1), { ...options, expectedRevision }));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ streamName: stream, expectedVersion: expectedRevision, actualVersion: 2n });
    });

    it('a revision of a stream that does not exist fails', async () => {
      const error = await failure(
        client.appendToStream(uniqueName(), testEvents(1), { ...options, expectedRevision: 1n }),
      );
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ expectedVersion: 1n, actualVersion: 'no_stream' });
    });

    it('the actual revision succeeds', async () => {
      const stream = uniqueName();
      const { nextExpectedRevision } = await client.appendToStream(stream, testEvents(3), options);
      const result = await client.appendToStream(stream, testEvents(1), {
        ...options,
        expectedRevision: nextExpectedRevision,
      });
      expect(result.nextExpectedRevision).toBe(3n);
    });
  });

  describe('that is repeated with the same event ids', () => {
    it.each(['any', 'no_stream'] as const)('and expects %s returns the first result', async (expectedRevision) => {
      const stream = uniqueName();
      const events = testEvents(3);
      const first = await client.appendToStream(stream, events, { ...options, expectedRevision });
      await client.appendToStream(stream, testEvents(2), options);
      const again = await client.appendToStream(stream, events, { ...options, expectedRevision });

      expect(again).toEqual(first);
      expect(await collect(client.readStream(stream))).toHaveLength(5);
    });

    it('at the same expected revision returns the first result', async () => {
      const stream = uniqueName();
      await client.appendToStream(stream, testEvents(2), options);
      const events = testEvents(2);
      const first = await client.appendToStream(stream, events, { ...options, expectedRevision: 1n });
      await client.appendToStream(stream, testEvents(1), options);
      const again = await client.appendToStream(stream, events, { ...options, expectedRevision: 1n });

      expect(again).toEqual(first);
      expect(await collect(client.readStream(stream))).toHaveLength(5);
    });

    it('after its stream was deleted returns the first result without a position', async () => {
      const stream = uniqueName();
      const events = testEvents(2);
      await client.appendToStream(stream, events, { ...options, expectedRevision: 'no_stream' });
      await client.deleteStream(stream);
      const again = await client.appendToStream(stream, events, { ...options, expectedRevision: 'no_stream' });
      expect(again).toEqual({ success: true, nextExpectedRevision: 1n, position: undefined });
      await expect(collect(client.readStream(stream))).rejects.toMatchObject({ type: 'stream-not-found' });
    });

    // A real server does not answer the second of two equal concurrent appends before its timeout.
    onlyEmbedded('at the same time appends once', async () => {
      const stream = uniqueName();
      const events = testEvents(2);
      const results = await Promise.all(
        Array.from({ length: 5 }, () =>
          client.appendToStream(stream, events, { ...options, expectedRevision: 'no_stream' }),
        ),
      );
      for (const result of results) expect(result).toEqual(results[0]);
      expect(await collect(client.readStream(stream))).toHaveLength(2);
    });

    it.each(['any', 'no_stream'] as const)(
      'in part and expects %s fails with a wrong expected revision',
      async (expectedRevision) => {
        const stream = uniqueName();
        const events = testEvents(2);
        await client.appendToStream(stream, events, { ...options, expectedRevision });
        const error = await failure(
          client.appendToStream(stream, [...events, ...testEvents(1)], { ...options, expectedRevision }),
        );
        expect(error).toBeInstanceOf(WrongExpectedVersionError);
        expect(await collect(client.readStream(stream))).toHaveLength(2);
      },
    );

    it('in another order fails with a wrong expected revision', async () => {
      const stream = uniqueName();
      const events = testEvents(2);
      await client.appendToStream(stream, events, { ...options, expectedRevision: 'no_stream' });
      const error = await failure(
        client.appendToStream(stream, [...events].reverse(), { ...options, expectedRevision: 'no_stream' }),
      );
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
    });

    it('in another stream appends the events again', async () => {
      const events = testEvents(1);
      await client.appendToStream(uniqueName(), events, options);
      const result = await client.appendToStream(uniqueName(), events, options);
      expect(result.nextExpectedRevision).toBe(0n);
    });
  });

  it('of more than a mebibyte is refused as a whole, with the limit in the error', async () => {
    const stream = uniqueName();
    const events = [
      jsonEvent({ type: 'small', data: {} }),
      binaryEvent({ type: 'large', data: Buffer.alloc(1024 * 1024) }),
    ];
    const error = await failure(client.appendToStream(stream, events, options));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1024 * 1024 });
    await expect(collect(client.readStream(stream))).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('counts only the data of its events towards the limit, as up to 24.10.3', async () => {
    const metadata = Buffer.alloc(1024 * 1024);
    const event = binaryEvent({ type: 'x'.repeat(1_000), data: Buffer.alloc(1024 * 1024), metadata });
    expect((await client.appendToStream(uniqueName(), event, options)).nextExpectedRevision).toBe(0n);
  });

  it.each([
    ['without a type', { type: '' }],
    ['with the nil UUID', { id: '00000000-0000-0000-0000-000000000000' }],
  ])('of an event %s is refused', async (_kind, change) => {
    const stream = uniqueName();
    const [event] = testEvents(1).map((valid) => ({ ...valid, ...change }));
    const error = await failure(client.appendToStream(stream, event ? [event] : [], options));
    expect(error).toBeInstanceOf(UnknownError);
    await expect(collect(client.readStream(stream))).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('accepts all formats of ids', async () => {
    const id = randomUUID();
    for (const written of [id.toUpperCase(), id.replaceAll('-', ''), `{${id}}`]) {
      const stream = uniqueName();
      await client.appendToStream(
        stream,
        testEvents(1).map((event) => ({ ...event, id: written })),
        options,
      );
      expect((await collect(client.readStream(stream)))[0]?.event?.id).toBe(id);
    }
  });

  it('of almost a mebibyte succeeds', async () => {
    const stream = uniqueName();
    const data = Buffer.alloc(1024 * 1024 - 100, 7);
    await client.appendToStream(stream, binaryEvent({ type: 'large', data }), options);
    const [event] = await collect(client.readStream(stream));
    expect(Buffer.from(event?.event?.data as Uint8Array).equals(data)).toBe(true);
  });

  it('with an event id that is no UUID is refused', async () => {
    const event = { ...jsonEvent({ type: 'tested', data: {} }), id: 'no-uuid' };
    await expect(client.appendToStream(uniqueName(), event, options)).rejects.toBeInstanceOf(UnknownError);
  });

  it('to a tombstoned stream fails', async () => {
    const stream = uniqueName();
    await client.tombstoneStream(stream);
    const error = await failure(client.appendToStream(stream, testEvents(1), options));
    expect(error).toBeInstanceOf(StreamDeletedError);
    expect(error).toMatchObject({ streamName: stream });
  });
});

describe('an event', () => {
  it('keeps its id, type, JSON data, metadata and the time of its append', async () => {
    const stream = uniqueName();
    const event = jsonEvent({
      id: randomUUID(),
      type: 'ä type / with €',
      data: { text: 'ü€😀', nested: { list: [1, 2.5, null] } },
      metadata: { $correlationId: 'c', who: 'me' },
    });
    const before = Date.now();
    await client.appendToStream(stream, event);
    const after = Date.now();

    const [read] = await collect(client.readStream(stream));
    expect(read?.link).toBeUndefined();
    expect(read?.event).toMatchObject({
      ...{ streamId: stream, id: event.id, type: event.type, isJson: true, revision: 0n },
      ...{ data: event.data, metadata: event.metadata },
    });
    expect(read?.commitPosition).toBe(read?.event?.position?.commit);
    // The clock of a real server may differ slightly.
    expect(read?.event?.created.getTime()).toBeGreaterThanOrEqual(before - 5_000);
    expect(read?.event?.created.getTime()).toBeLessThanOrEqual(after + 5_000);
  });

  it('keeps binary data and binary metadata unchanged', async () => {
    const stream = uniqueName();
    const data = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const metadata = Buffer.from([0, 255, 1, 254]);
    await client.appendToStream(stream, binaryEvent({ type: 'binary', data, metadata }));
    const [read] = await collect(client.readStream(stream));
    expect(read?.event).toMatchObject({ isJson: false, type: 'binary' });
    expect(Buffer.from(read?.event?.data as Uint8Array)).toEqual(data);
    expect(Buffer.from(read?.event?.metadata as Uint8Array)).toEqual(metadata);
  });

  it('may have no data and no metadata', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, binaryEvent({ type: 'empty', data: new Uint8Array() }));
    const [read] = await collect(client.readStream(stream));
    expect(read?.event?.data).toHaveLength(0);
    expect(read?.event?.metadata).toBeUndefined();
  });

  it.each([
    ['of 600 characters', 'x'.repeat(600)],
    ['with characters outside ASCII', 'strøm/日本-😀 %2F'],
  ])('may be in a stream with a name %s', async (_kind, name) => {
    const stream = uniqueName(name);
    await client.appendToStream(stream, testEvents(2));
    const events = await collect(client.readStream(stream));
    expect(events.map(({ event }) => event?.streamId)).toEqual([stream, stream]);
  });
});

describe('an append in a batch', () => {
  it('may be sent in many requests and is still atomic', async () => {
    const stream = uniqueName();
    const events = testEvents(200);
    const result = await client.appendToStream(stream, events, { batchAppendSize: 1_000 });
    expect(result.nextExpectedRevision).toBe(199n);
    const read = await collect(client.readStream(stream));
    expect(read.map(({ event }) => event?.id)).toEqual(events.map((event) => event.id));
  });

  it('whose deadline has passed fails, and nothing is appended', async () => {
    const stream = uniqueName();
    await expect(client.appendToStream(stream, testEvents(1), { deadline: -1_000 })).rejects.toBeInstanceOf(
      DeadlineExceededError,
    );
    await expect(collect(client.readStream(stream))).rejects.toMatchObject({ type: 'stream-not-found' });
  });

  it('does not affect other appends when it fails', async () => {
    const stream = uniqueName();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        client.appendToStream(stream, testEvents(1), { expectedRevision: index % 2 === 0 ? 'any' : 1_000n }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
    expect(await collect(client.readStream(stream))).toHaveLength(25);
  });

  it('of many concurrent writers at the same expected revision succeeds for one of them', async () => {
    const stream = uniqueName();
    for (const expectedRevision of ['no_stream', 0n, 1n] as const) {
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, () => client.appendToStream(stream, testEvents(1), { expectedRevision })),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
    expect(await collect(client.readStream(stream))).toHaveLength(3);
  });
});
