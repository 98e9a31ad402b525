import {
  cancelRegistration,
  displayToken,
  SNAPSHOT_STREAM_PREFIX,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import { eventually, startEventStore, type Server } from '@system-landscape/test-support';
import { BACKWARDS, END, binaryEvent, jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createEventStoreClient } from './client.js';
import { EventStore } from './event-store.js';
import { SNAPSHOT_EVERY } from './snapshots.js';
import { followRawLog } from './follow.js';
import type { RawLogItem } from './log-item.js';
import { LogReader } from './log-reader.js';
import { FIRST_READ } from './stream-loader.js';
import { commandContext, NOW, registering, systemName } from './testing/index.js';

const LONG = 20_000;

let server: Server;
let client: EventStoreDBClient;

beforeAll(async () => {
  server = await startEventStore();
  client = createEventStoreClient(server.url);
});
afterAll(async () => {
  await client.dispose();
  await server.stop();
});

/** A process of its own: nothing kept, and a count of the events that it reads. */
class Process {
  eventsRead = 0;
  snapshotsRead = 0;
  readonly errors: unknown[] = [];
  readonly store: EventStore;
  readonly client: EventStoreDBClient;

  constructor() {
    this.client = new Proxy(client, {
      get: (target, member) => {
        if (member === 'readStream') return (...args: Parameters<typeof client.readStream>) => this.count(...args);
        const value = Reflect.get(target, member) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    this.store = new EventStore(this.client, { onSnapshotError: (error) => this.errors.push(error) });
  }

  /** What the work reads of streams, without snapshots. */
  async reads(work: (store: EventStore) => Promise<unknown>): Promise<number> {
    this.eventsRead = 0;
    await work(this.store);
    return this.eventsRead;
  }

  private async *count(...[stream, options]: Parameters<typeof client.readStream>) {
    for await (const event of client.readStream(stream, options)) {
      if (stream.startsWith(SNAPSHOT_STREAM_PREFIX)) this.snapshotsRead += 1;
      else this.eventsRead += 1;
      yield event;
    }
  }
}

interface Long {
  readonly nameId: string;
  readonly systemId: string;
  readonly stream: string;
}

async function pending(): Promise<Long> {
  const name = systemName();
  await new EventStore(client).onSystem(name.nameId, commandContext('k1'), registering(name));
  const { nameId, stream } = name;
  return { nameId, systemId: `${nameId}-1`, stream };
}

/** Appends displays as earlier releases have recorded them. */
async function grow({ nameId, systemId, stream }: Long, by: number): Promise<void> {
  const state = await new EventStore(client).loadSystem(nameId);
  const { tokenId } = state.tokens!.token;
  for (let done = 0; done < by; done += 500) {
    const displays = Array.from({ length: Math.min(500, by - done) }, () =>
      jsonEvent({
        type: 'IntegrationTokenDisplayed',
        data: { systemId, tokenId },
        metadata: {
          globalAccountId: 'ga-demo',
          systemId,
          occurredAt: NOW.toISOString(),
          $correlationId: 'c',
          $causationId: 'c',
          actor: { subject: 'ga-admin', roles: [] },
          idempotencyKey: `display-token/ga-admin/${randomUUID()}`,
          schemaVersion: 1,
        },
      }),
    );
    await client.appendToStream(stream, displays);
  }
}

async function long(events = LONG): Promise<Long> {
  const system = await pending();
  await grow(system, events - 2);
  return system;
}

const display =
  ({ nameId, systemId }: Long, hours: number) =>
  (store: EventStore) => {
    const now = new Date(NOW.getTime() + hours * 3_600_000);
    const command = { systemId, displayedTo: 'ga-admin', tokenId: randomUUID(), kid: 'key-1', now };
    return store.onSystem(nameId, commandContext(randomUUID(), { operation: 'display-token', now }), (state) =>
      displayToken(command, state),
    );
  };

async function newestSnapshot({ stream }: Long): Promise<bigint | undefined> {
  let revision: bigint | undefined;
  try {
    const last = { direction: BACKWARDS, fromRevision: END, maxCount: 5 } as const;
    for await (const { event } of client.readStream(SNAPSHOT_STREAM_PREFIX + stream, last)) {
      revision ??= event!.revision;
    }
  } catch {
    return undefined;
  }
  return revision;
}

async function untilSnapshot(system: Long, revision = 0n): Promise<void> {
  await eventually(async () => (await newestSnapshot(system)) === revision, { what: 'the snapshot' });
}

const streamOf = (item: RawLogItem) => (item.kind === 'event' ? item.recorded.streamId : undefined);

/** The log after a position, up to its end. */
async function itemsAfter(after: string): Promise<RawLogItem[]> {
  const items: RawLogItem[] = [];
  const { signal } = new AbortController();
  for await (const batch of followRawLog(client, { after, signal })) {
    items.push(...batch);
    if (batch.some(({ kind }) => kind === 'caught-up')) return items;
  }
  return items;
}

describe('A long stream', () => {
  let system: Long;
  let whole: SystemState;

  beforeAll(async () => {
    system = await long();
    whole = await new EventStore(client).loadSystem(system.nameId);
    await untilSnapshot(system);
  });

  it('is read on from where the process knows it: a command reads the last event and what is new', async () => {
    const first = new Process();
    await first.reads((store) => store.loadSystem(system.nameId));
    expect(await first.reads((store) => store.loadSystem(system.nameId))).toBe(1);
    // One event to read on from.
    expect(await first.reads(display(system, 1))).toBe(1);
    expect(await first.reads(display(system, 2))).toBe(2);
  });

  it('is read from a snapshot by a process that has never seen it, with the same state', async () => {
    const fresh = new Process();
    const state = { current: undefined as SystemState | undefined };
    const read = await fresh.reads(async (store) => {
      state.current = await store.loadSystem(system.nameId);
    });
    expect(read).toBeLessThanOrEqual(FIRST_READ + SNAPSHOT_EVERY);
    expect(fresh.snapshotsRead).toBe(1);
    const { version: _version, ...others } = state.current!;
    expect(others.status).toBe(whole.status);
    expect(others.tokens).toEqual(whole.tokens);
  });

  it('shows its last events to every process, whoever appended them', async () => {
    const [one, other] = [new Process(), new Process()];
    for (const each of [one, other]) await each.store.loadSystem(system.nameId);
    for (let hour = 10; hour < 16; hour += 1) {
      const { version } = await display(system, hour)((hour % 2 === 0 ? one : other).store);
      expect((await one.store.loadSystem(system.nameId)).version).toBe(version);
      expect((await other.store.loadSystem(system.nameId)).version).toBe(version);
    }
  });

  it('M-16: lets one of concurrent commands of several processes win, from whatever state they start', async () => {
    const processes = Array.from({ length: 6 }, () => new Process());
    const racing = await long(1_200);
    for (const { store } of processes.slice(0, 3)) await store.loadSystem(racing.nameId);
    const cancel = (store: EventStore) =>
      store.onSystem(racing.nameId, commandContext(randomUUID(), { operation: 'cancel' }), (state) =>
        cancelRegistration({ systemId: racing.systemId, now: NOW }, state),
      );
    const outcomes = await Promise.all(processes.map(({ store }) => cancel(store)));
    expect(outcomes.filter(({ own }) => own.length > 0)).toHaveLength(1);
    for (const { store } of processes) expect((await store.loadSystem(racing.nameId)).status).toBe('REMOVED');
  });

  it('answers a repeated command as the first time, and reads from the snapshot before it', async () => {
    const command = (store: EventStore) =>
      store.onSystem(
        system.nameId,
        commandContext('repeated', { operation: 'display', now: NOW }),
        (state): SystemEvent[] => [
          {
            type: 'IntegrationTokenDisplayed',
            data: { systemId: system.systemId, tokenId: state.tokens!.token.tokenId },
          },
        ],
      );
    const first = await command(new Process().store);
    await display(system, 100)(new Process().store);
    const repeated = new Process();
    const again = await command(repeated.store);
    // Once to know that the command is a repeated one, and once up to its own event.
    expect(repeated.eventsRead).toBeLessThanOrEqual(FIRST_READ + 2 * SNAPSHOT_EVERY);
    expect(again).toMatchObject({ version: first.version, position: null });
    expect(again.own.map(({ event }) => event)).toEqual(first.own.map(({ event }) => event));
  });
});

describe('The log', () => {
  it('is read on in a long stream from its snapshot, with the same result as from its beginning', async () => {
    const system = await long(1_500);
    await new EventStore(client).loadSystem(system.nameId);
    await untilSnapshot(system);
    const before = await display(system, 1)(new EventStore(client));
    const after = await display(system, 2)(new EventStore(client));
    const fresh = new Process();
    const batch = await itemsAfter(before.position!);
    const [item] = await new LogReader(fresh.client).read(batch.filter((each) => streamOf(each) === system.stream));
    expect(fresh.eventsRead).toBeLessThanOrEqual(SNAPSHOT_EVERY);
    expect(item).toMatchObject({ kind: 'event', position: after.position, stored: { revision: after.version - 1 } });
  });
});

describe('A snapshot', () => {
  it('is written again when the stream has grown, and only the newest one is read', async () => {
    const system = await long(1_500);
    await new Process().store.loadSystem(system.nameId);
    await untilSnapshot(system);
    await grow(system, 900);
    await new Process().store.loadSystem(system.nameId);
    await grow(system, 200);
    const third = new Process();
    await third.store.loadSystem(system.nameId);
    await untilSnapshot(system, 1n);
    const readable: unknown[] = [];
    for await (const each of client.readStream(SNAPSHOT_STREAM_PREFIX + system.stream)) readable.push(each);
    expect(readable).toHaveLength(1);
    expect(third.errors).toEqual([]);
  });

  it('is neither looked for nor written for a stream of usual length', async () => {
    const system = await long(FIRST_READ - 1);
    const fresh = new Process();
    expect(await fresh.reads((store) => store.loadSystem(system.nameId))).toBe(FIRST_READ - 1);
    expect(fresh.snapshotsRead).toBe(0);
    expect(await newestSnapshot(system)).toBeUndefined();
  });

  const stored = (more: object) => gzipSync(JSON.stringify({ format: 1, fold: 'another', lastEventId: '', ...more }));
  it.each([
    ['of an unknown format', stored({ format: 2 })],
    ['of another fold', stored({})],
    ['that is damaged', Buffer.from('nothing that can be unpacked')],
    ['that is empty', Buffer.alloc(0)],
    ['that is no object', gzipSync('null')],
  ])('%s is ignored, and replaced', async (_, data) => {
    const system = await long(1_100);
    await client.appendToStream(SNAPSHOT_STREAM_PREFIX + system.stream, binaryEvent({ type: 'StateSnapshot', data }));
    const fresh = new Process();
    expect((await fresh.store.loadSystem(system.nameId)).version).toBe(1_100);
    await untilSnapshot(system, 1n);
    const next = new Process();
    expect((await next.store.loadSystem(system.nameId)).version).toBe(1_100);
    expect(next.eventsRead).toBe(FIRST_READ + 1);
    expect(fresh.errors).toEqual([]);
  });

  it('of another log, or ahead of its stream, is ignored', async () => {
    const [system, other] = [await long(1_100), await long(1_300)];
    await new Process().store.loadSystem(other.nameId);
    await untilSnapshot(other);
    let snapshot: Uint8Array | undefined;
    for await (const { event } of client.readStream(SNAPSHOT_STREAM_PREFIX + other.stream)) {
      snapshot = event!.data as unknown as Uint8Array;
    }
    await client.appendToStream(
      SNAPSHOT_STREAM_PREFIX + system.stream,
      binaryEvent({ type: 'StateSnapshot', data: snapshot! }),
    );
    const state = await new Process().store.loadSystem(system.nameId);
    expect(state).toMatchObject({ version: 1_100, systemId: system.systemId });
  });

  it('that cannot be written fails no command', async () => {
    const system = await long(1_100);
    // A deleted stream takes no more events.
    await client.tombstoneStream(SNAPSHOT_STREAM_PREFIX + system.stream);
    const fresh = new Process();
    await display(system, 1)(fresh.store);
    await eventually(() => fresh.errors.length > 0, { what: 'the failed write' });
    expect((await display(system, 2)(fresh.store)).version).toBe(1_102);
  });
});

describe('A kept state', () => {
  it('is dropped when the stream was deleted', async () => {
    const system = await long(300);
    const { store } = new Process();
    await store.loadSystem(system.nameId);
    await client.deleteStream(system.stream);
    expect(await store.loadSystem(system.nameId)).toMatchObject({ status: 'NONE', version: 0 });
    await client.tombstoneStream(system.stream);
    await expect(store.loadSystem(system.nameId)).rejects.toMatchObject({ code: 'QUARANTINED' });
  });
});
