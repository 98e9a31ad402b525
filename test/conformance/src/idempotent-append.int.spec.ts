import { WrongExpectedVersionError, type EventData, type EventStoreDBClient } from '@eventstore/db-client';
import { collect, connect, failure, testEvents, uniqueName, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

const WAYS = [
  ['in a batch', {}],
  ['alone', { credentials: { username: 'admin', password: 'changeit' } }],
] as const;

type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;
/** The revision that an append returns, or "wrong expected revision". */
type Outcome = number | 'wrong';

const wrong = 'wrong';

/** Appends to a stream with the events a, b, c (written by two appends); x and y are new events. */
const APPENDS = ['ab', 'a', 'b', 'bc', 'abc', 'abcx', 'xa', 'axb', 'ba', 'c', 'cx', 'aa', 'cc', 'xy'] as const;

const RECENT: readonly Outcome[] = [1, 0, 1, 2, 2, wrong, 4, wrong, 0, 2, wrong, 0, 2, 4];
const NONE: readonly Outcome[] = APPENDS.map(() => wrong);
const only = (outcomes: Partial<Record<(typeof APPENDS)[number], Outcome>>) =>
  APPENDS.map((append) => outcomes[append] ?? wrong);

const TABLE: readonly (readonly [Expected, readonly Outcome[]])[] = [
  ['any', RECENT],
  ['stream_exists', RECENT],
  ['no_stream', only({ a: 0, ab: 1, abc: 2 })],
  [0n, only({ b: 1, bc: 2 })],
  [1n, only({ c: 2 })],
  // At the actual revision every event is new, whatever its id.
  [2n, APPENDS.map((append) => 2 + append.length)],
  [3n, NONE],
];

describe.each(WAYS)('an append %s to a stream with the events a, b, c', (_way, options) => {
  describe.each(TABLE)('that expects %s', (expectedRevision, outcomes) => {
    it.each(APPENDS.map((append, index) => [append, outcomes[index] ?? wrong] as const))(
      'of %s answers %s',
      async (append, outcome) => {
        const stream = uniqueName();
        const events = new Map([...'abcxy'].map((name) => [name, testEvents(1)[0] as EventData]));
        const named = (names: string) => [...names].map((name) => events.get(name) as EventData);
        await client.appendToStream(stream, named('ab'));
        await client.appendToStream(stream, named('c'));

        const appending = client.appendToStream(stream, named(append), { ...options, expectedRevision });
        if (outcome === wrong) {
          const error = await failure(appending);
          expect(error).toBeInstanceOf(WrongExpectedVersionError);
          expect(error).toMatchObject({ streamName: stream, expectedVersion: expectedRevision, actualVersion: 2n });
        } else {
          const { nextExpectedRevision, position } = await appending;
          expect(nextExpectedRevision).toBe(BigInt(outcome));
          const read = await collect(client.readStream(stream));
          expect(position).toEqual(read[outcome]?.event?.position);
        }
        const length = outcome === wrong ? 3 : Math.max(3, outcome + 1);
        expect(await collect(client.readStream(stream))).toHaveLength(length);
      },
    );
  });

  it.each([
    ['any', 0, 2],
    ['no_stream', 0, wrong],
    ['stream_exists', wrong, 2],
    [0n, wrong, wrong],
    [2n, wrong, 2],
    [5n, wrong, wrong],
  ] as const)('of nothing that expects %s answers %s at a new stream, %s at an old one', async (...row) => {
    const [expectedRevision, atNew, atOld] = row;
    const old = uniqueName();
    await client.appendToStream(old, testEvents(3));
    for (const [stream, outcome] of [
      [uniqueName(), atNew],
      [old, atOld],
    ] as const) {
      const appending = client.appendToStream(stream, [], { ...options, expectedRevision });
      if (outcome === wrong) expect(await failure(appending)).toBeInstanceOf(WrongExpectedVersionError);
      else expect((await appending).nextExpectedRevision).toBe(BigInt(outcome));
    }
  });
});
