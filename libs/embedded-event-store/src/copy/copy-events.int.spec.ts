import { randomUUID } from 'node:crypto';
import { binaryEvent, EventStoreDBClient, jsonEvent, type ResolvedEvent } from '@eventstore/db-client';
import { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { BatchAppendReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { startEmbeddedEventStore, type EmbeddedEventStore } from '../start-embedded-event-store.js';
import { start, stop, type Running } from '../testing/run-program.js';
import { Appender } from './appender.js';
import { recordedEvent } from './copied-event.js';
import { copyEvents } from './copy-events.js';
import { RawClient } from './raw-client.js';

interface Store {
  readonly server: EmbeddedEventStore;
  readonly client: EventStoreDBClient;
}

const stores: Store[] = [];

async function newStore(): Promise<Store> {
  const server = await startEmbeddedEventStore({ mem: true });
  const store = { server, client: EventStoreDBClient.connectionString(server.connectionString) };
  stores.push(store);
  return store;
}

afterEach(async () => {
  jest.restoreAllMocks();
  for (const { client, server } of stores.splice(0)) {
    await client.dispose();
    await server.close();
  }
});

const copy = (from: Store, to: Store, renumber = false) =>
  copyEvents({ from: from.server.connectionString, to: to.server.connectionString, renumber });

const event = (index: number) => jsonEvent({ type: 'tested', data: { index }, metadata: { of: index } });

async function all({ client }: Store): Promise<ResolvedEvent[]> {
  const events = [];
  for await (const resolved of client.readAll()) events.push(resolved);
  return events;
}

/** The parts of an event that a copy preserves. */
const kept = (events: readonly ResolvedEvent[]) =>
  events.map((each) => {
    const { streamId, id, type, revision, isJson, data, metadata } = each.event ?? {};
    return { streamId, id, type, revision, isJson, data, metadata };
  });

async function fill({ client }: Store): Promise<void> {
  for (let index = 0; index < 700; index += 1) await client.appendToStream(`s-${index % 7}`, [event(index), event(0)]);
  await client.appendToStream('binary', binaryEvent({ type: 'b', data: Buffer.from([0, 255, 7]) }));
  await client.setStreamMetadata('s-1', { maxCount: 3, owner: 'me' });
  await client.tombstoneStream('s-2');
  await client.tombstoneStream('never-was');
}

async function appendJsonText({ server }: Store, text: string): Promise<void> {
  const client = RawClient.connect(server.connectionString);
  const id = new UUID();
  id.setString(randomUUID());
  const proposed = new BatchAppendReq.ProposedMessage();
  proposed.setId(id);
  proposed.getMetadataMap().set('type', 'json').set('content-type', 'application/json');
  proposed.setData(Buffer.from(text));
  const appender = await Appender.open(client, false);
  await appender.append([
    { stream: 'json', revision: 0n, position: 0n, isTombstone: false, bytes: text.length, proposed },
  ]);
  await appender.finish();
  await client.dispose();
}

async function firstText({ server }: Store): Promise<string | undefined> {
  const client = RawClient.connect(server.connectionString);
  try {
    for await (const response of (await client.readAllBytes(undefined)) as AsyncIterable<ReadResp>) {
      return Buffer.from(recordedEvent(response)?.proposed.getData_asU8() ?? []).toString();
    }
    return undefined;
  } finally {
    await client.dispose();
  }
}

/** Pauses the target when a copy begins to send; resolves when the connection is full. */
function stopReading(target: Running): Promise<void> {
  return new Promise((resolve) => {
    jest.spyOn(RawClient.prototype, 'batchAppendBytes').mockImplementationOnce(async function (this: RawClient) {
      target.process.kill('SIGSTOP');
      const call = await this.batchAppendBytes();
      const write = call.write.bind(call);
      call.write = (request: BatchAppendReq) => {
        const hasRoom = write(request);
        if (!hasRoom) resolve();
        return hasRoom;
      };
      return call;
    });
  });
}

describe('a copy', () => {
  it('has the same events in the same order, in the same streams', async () => {
    const [source, target] = [await newStore(), await newStore()];
    await fill(source);
    const copied = await copy(source, target);
    expect(copied).toEqual({ events: 1_404, streams: 10 });
    const withoutTombstones = (events: ReturnType<typeof kept>) =>
      events.map((each) => (each.type === '$streamDeleted' ? { ...each, id: undefined } : each));
    expect(withoutTombstones(kept(await all(target)))).toEqual(withoutTombstones(kept(await all(source))));
    expect((await target.client.getStreamMetadata('s-1')).metadata).toEqual({ maxCount: 3, owner: 'me' });
    await expect(target.client.appendToStream('s-2', event(1))).rejects.toMatchObject({ type: 'stream-deleted' });
  });

  it('that is repeated adds only new events', async () => {
    const [source, target] = [await newStore(), await newStore()];
    await fill(source);
    await copy(source, target);
    const before = (await all(target)).length;
    await source.client.appendToStream('s-3', event(1_000));
    await copy(source, target);
    expect(await all(target)).toHaveLength(before + 1);
  });

  it('that is repeated continues the stream that it ended with, and keeps the order', async () => {
    const [source, target] = [await newStore(), await newStore()];
    await source.client.appendToStream('s', [event(0), event(1), event(2)]);
    await copy(source, target);
    await source.client.appendToStream('s', [event(3), event(4)]);
    await source.client.appendToStream('t', [event(5), event(6)]);
    await source.client.appendToStream('s', event(7));
    expect(await copy(source, target)).toEqual({ events: 8, streams: 2 });
    expect(kept(await all(target))).toEqual(kept(await all(source)));
  });

  it('that is repeated continues the metadata that it ended with', async () => {
    const [source, target] = [await newStore(), await newStore()];
    await source.client.setStreamMetadata('s', { maxCount: 1 });
    await source.client.setStreamMetadata('s', { maxCount: 2 });
    await copy(source, target);
    await source.client.setStreamMetadata('s', { maxCount: 3 });
    await copy(source, target);
    expect(kept(await all(target))).toEqual(kept(await all(source)));
    expect((await target.client.getStreamMetadata('s')).metadata).toEqual({ maxCount: 3 });
  });

  it('works in both directions', async () => {
    const [source, there, back] = [await newStore(), await newStore(), await newStore()];
    await fill(source);
    await copy(source, there);
    await copy(there, back);
    expect(kept(await all(back))).toHaveLength((await all(source)).length);
  });

  it('keeps JSON byte by byte, unlike parsing and writing it', async () => {
    const [source, target] = [await newStore(), await newStore()];
    const text = '{"big":12345678901234567890, "same":1.0,"same":2}';
    await appendJsonText(source, text);
    await copy(source, target);
    expect(await firstText(target)).toBe(text);
  });

  it('of a revived stream shows the events after the deletion', async () => {
    const [source, target] = [await newStore(), await newStore()];
    await source.client.appendToStream('back', [event(0), event(1)]);
    await source.client.deleteStream('back');
    await source.client.appendToStream('back', event(2));
    await copy(source, target);
    const read = [];
    for await (const each of target.client.readStream('back')) read.push(each.event?.revision);
    expect(read).toEqual([2n]);
  });

  it('leaves out system streams', async () => {
    const [source, target] = [await newStore(), await newStore()];
    await source.client.appendToStream('$own', event(0));
    await source.client.setStreamMetadata('$own', { maxCount: 1 });
    await source.client.appendToStream('s', event(0));
    expect(await copy(source, target)).toEqual({ events: 1, streams: 1 });
  });

  it('stops at a stream that has other events at the target, and names it', async () => {
    const [source, target] = [await newStore(), await newStore()];
    await source.client.appendToStream('s', event(0));
    await target.client.appendToStream('s', event(0));
    await expect(copy(source, target)).rejects.toThrow(
      'The target does not take the event at revision 0 of the stream s',
    );
  });

  it('fails when the target ends while the connection is full', async () => {
    const [source, target] = [await newStore(), await start('--mem')];
    // Fewer appends than may be in flight, so that the copy waits for the connection and not for responses.
    for (let index = 0; index < 60; index += 1) {
      const large = binaryEvent({ type: 'large', data: Buffer.alloc(256 * 1024) });
      await source.client.appendToStream(`s-${index}`, large);
    }
    const takesNothingMore = stopReading(target);
    const to = `esdb://127.0.0.1:${target.port}?tls=false`;
    const copied = copyEvents({ from: source.server.connectionString, to }).catch((error: unknown) => error);
    await takesNothingMore;
    await stop(target, 'SIGKILL');
    expect(String(await copied)).toContain('UNAVAILABLE');
  });
});
