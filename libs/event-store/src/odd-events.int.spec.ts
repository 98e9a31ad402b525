import { startEventStore, type Server } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { createEventStoreClient } from './client.js';
import { EventStore } from './event-store.js';
import { followLog } from './follow.js';
import type { LogItem, UnreadableItem } from './log-item.js';
import { newSystem } from './loaded-stream.js';
import { appendDisplay, commandContext, ODD_EVENTS, registering, systemName } from './testing/index.js';

let server: Server;
let client: EventStoreDBClient;
let store: EventStore;

beforeAll(async () => {
  server = await startEventStore();
  client = createEventStoreClient(server.url);
  store = new EventStore(client);
});
afterAll(async () => {
  await client.dispose();
  await server.stop();
});

const context = (operation: string, key: string) =>
  commandContext(key, { operation, caller: 'somebody', actor: { subject: 'somebody', roles: ['operator'] } });

async function register(name: string): Promise<{ readonly nameId: string; readonly stream: string }> {
  const { nameId, stream } = systemName(name);
  await store.onSystem(nameId, context('register-system', name), registering({ nameId, name }), newSystem);
  return { nameId, stream };
}

/** All of the log, up to its end. */
async function readLog(after?: string): Promise<LogItem[]> {
  const items: LogItem[] = [];
  const abort = new AbortController();
  for await (const batch of followLog(client, { ...(after && { after }), signal: abort.signal })) {
    items.push(...batch);
    if (batch.some(({ kind }) => kind === 'caught-up')) abort.abort();
  }
  return items;
}

const ofStream = (items: readonly LogItem[], stream: string) =>
  items.filter(
    (item) =>
      (item.kind === 'event' && item.stored.streamId === stream) ||
      (item.kind === 'unreadable' && item.streamId === stream),
  );
const causeOf = (item: LogItem | undefined) => (item as UnreadableItem).cause;

describe('odd events', () => {
  it.each(ODD_EVENTS)('put their own stream into quarantine and stop no other: $what', async ({ what, append }) => {
    const { nameId, stream } = await register(`odd ${what}`);
    await append(client, stream);
    await register(`after ${what}`);

    const items = await readLog();
    const [added, issued, odd] = ofStream(items, stream);
    expect([added?.kind, issued?.kind, odd?.kind]).toEqual(['event', 'event', 'unreadable']);
    expect(causeOf(odd)).toMatchObject({ revision: 2, isGap: false });
    expect(ofStream(items, systemName(`after ${what}`).stream)).toHaveLength(2);

    await expect(store.loadSystem(nameId)).rejects.toMatchObject({ code: 'QUARANTINED' });
    const command = store.onSystem(
      nameId,
      context('register-system', 'again'),
      registering({ nameId, name: `odd ${what}` }),
    );
    await expect(command).rejects.toMatchObject({ code: 'QUARANTINED' });
  });

  it('leave later events of their stream out, wherever the reading begins', async () => {
    const { stream } = await register('later events');
    await ODD_EVENTS[0]!.append(client, stream);
    const before = await appendDisplay(client, stream, 'token-1');
    await appendDisplay(client, stream, 'token-1');

    const items = ofStream(await readLog(before), stream);
    expect(items.map(({ kind }) => kind)).toEqual(['unreadable']);
    expect(causeOf(items[0])).toMatchObject({ revision: 2, eventType: 'SystemPainted' });
  });

  it.each(ODD_EVENTS)('are skipped by an event of the same stream: $what', async ({ what, append }) => {
    const { nameId, stream } = await register(`skipped ${what}`);
    await append(client, stream);
    const [odd] = ofStream(await readLog(), stream).slice(-1);
    const { eventId } = causeOf(odd);

    const skip = { stream, eventId, note: 'It was a mistake.' };
    expect(await store.skipEvent(skip, context('skip-event', 'one'))).toMatch(/^\d+$/);
    expect(await store.skipEvent(skip, context('skip-event', 'one'))).toBeNull();
    expect(await store.skipEvent(skip, context('skip-event', 'two'))).toBeNull();

    expect(await store.loadSystem(nameId)).toMatchObject({ status: 'PENDING', version: 4 });
    const result = await store.onSystem(nameId, context('cancel', 'one'), (state) => [
      { type: 'RegistrationCancelled', data: { systemId: state.status === 'NONE' ? '' : state.systemId } },
    ]);
    expect(result).toMatchObject({ version: 5, state: { status: 'REMOVED' } });
    const kinds = ofStream(await readLog(), stream).map(({ kind }) => kind);
    expect(kinds).toEqual(['event', 'event', 'unreadable', 'event', 'event']);
  });

  it('are skipped one after the other, each by its own id', async () => {
    const { nameId, stream } = await register('two odd events');
    await ODD_EVENTS[0]!.append(client, stream);
    await ODD_EVENTS[0]!.append(client, stream);
    const items = async () => ofStream(await readLog(), stream);
    const first = causeOf((await items()).at(-1));
    const skipFirst = { stream, eventId: first.eventId, note: 'The first.' };
    await store.skipEvent(skipFirst, context('skip-event', 'first'));
    await expect(store.loadSystem(nameId)).rejects.toMatchObject({ code: 'QUARANTINED' });
    const second = causeOf((await items()).at(-1));
    expect(second).toMatchObject({ revision: 3 });
    await expect(
      store.skipEvent({ ...skipFirst, eventId: randomUUID() }, context('skip-event', 'wrong')),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await store.skipEvent({ stream, eventId: second.eventId, note: 'The second.' }, context('skip-event', 'second'));
    expect(await store.loadSystem(nameId)).toMatchObject({ version: 6 });
  });

  it('of the event store itself are nobody’s: the deletion of a stream', async () => {
    const { nameId, stream } = await register('tombstoned');
    await client.tombstoneStream(stream);
    expect(ofStream(await readLog(), stream).map(({ kind }) => kind)).toEqual(['event', 'event']);
    for (const command of [
      () => store.loadSystem(nameId),
      () =>
        store.onSystem(nameId, context('register-system', 'x'), registering({ nameId, name: 'tombstoned' }), newSystem),
      () => store.skipEvent({ stream, eventId: randomUUID(), note: 'x' }, context('skip-event', 'x')),
    ]) {
      await expect(command()).rejects.toMatchObject({ code: 'QUARANTINED' });
    }
  });

  it.each([
    ['truncated', { truncateBefore: 1 }],
    ['bounded', { maxCount: 1 }],
  ])('are missing ones, too: a stream that was %s', async (what, metadata) => {
    const { nameId, stream } = await register(`gap ${what}`);
    await client.setStreamMetadata(stream, metadata);
    const position = await appendDisplay(client, stream, 'token-1');
    await appendDisplay(client, stream, 'token-1');
    await expect(store.loadSystem(nameId)).rejects.toMatchObject({ code: 'QUARANTINED' });
    const [item] = ofStream(await readLog(position), stream);
    expect(causeOf(item)).toMatchObject({ isGap: true });
    await expect(
      store.skipEvent({ stream, eventId: causeOf(item).eventId, note: 'x' }, context('skip-event', 'x')),
    ).rejects.toMatchObject({ code: 'QUARANTINED' });
  });

  it('may be all that a stream holds', async () => {
    const stream = 'system-what-is-this';
    await ODD_EVENTS.find(({ what }) => what === 'no metadata')!.append(client, stream);
    const [odd] = ofStream(await readLog(), stream);
    const { eventId } = causeOf(odd);
    await store.skipEvent({ stream, eventId, note: 'Rubbish.' }, context('skip-event', 'rubbish'));
    expect(ofStream(await readLog(), stream).map(({ kind }) => kind)).toEqual(['unreadable', 'event']);
  });
});
