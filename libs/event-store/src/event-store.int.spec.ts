import { redeemToken, Refusal, type SystemEvent, type SystemState } from '@system-landscape/domain';
import { contextOf, remainingMs, runInContext } from '@system-landscape/service-kit';
import { eventually, startEventStore, type Server } from '@system-landscape/test-support';
import { binaryEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { createEventStoreClient } from './client.js';
import type { CommandResult } from './command-result.js';
import { EventStore } from './event-store.js';
import { followLog, followRawLog } from './follow.js';
import type { LogItem } from './log-item.js';
import { newSystem } from './loaded-stream.js';
import { commandContext, NOW, registering, systemName } from './testing/index.js';

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

const redeemed = (added: CommandResult<SystemState, SystemEvent>) => (state: SystemState) => {
  const { tokenId, systemId } = added.own.at(-1)!.event.data as { tokenId: string; systemId: string };
  return redeemToken({ tokenId, systemId, tenantId: 'my300001', deadlineMs: 1000, watchdogMs: 1000, now: NOW }, state);
};

describe('the command handler', () => {
  it('appends nothing once the caller has given up', async () => {
    const { name, nameId } = systemName();
    const decideTooLate = async (state: SystemState) => {
      await eventually(() => remainingMs(1) <= 0);
      return registering({ nameId, name })(state);
    };

    const handled = runInContext(contextOf({ deadline: performance.now() + 500 }), () =>
      store.onSystem(nameId, commandContext('late'), decideTooLate),
    );

    await expect(handled).rejects.toMatchObject({ name: 'DeadlineExpired', code: 'UNAVAILABLE' });
    expect((await store.loadSystem(nameId)).status).toBe('NONE');
  });

  it('appends the decided events with metadata and returns the position', async () => {
    const { name, nameId } = systemName();

    const done = await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }));

    expect(done.own.map(({ event }) => event.type)).toEqual(['SystemAdded', 'IntegrationTokenIssued']);
    expect(done.version).toBe(2);
    expect(BigInt(done.position!)).toBeGreaterThan(0n);
    expect(done.own[0]!.event.metadata).toMatchObject({
      globalAccountId: 'ga-demo',
      systemId: `${nameId}-1`,
      occurredAt: NOW.toISOString(),
      $correlationId: 'correlation-1',
      $causationId: 'cause-1',
      actor: { subject: 'ga-admin', roles: ['global-account-admin'] },
      schemaVersion: 1,
    });
  });

  it('answers a repeated key from its stored events, also after later commands', async () => {
    const { name, nameId } = systemName();
    const first = await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }));
    await store.onSystem(nameId, commandContext('k2', { operation: 'redeem-token' }), redeemed(first));

    const again = await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }));

    expect(again.state).toEqual(first.state);
    expect(again.own.map(({ event }) => event)).toEqual(first.own.map(({ event }) => event));
    expect(again.position).toBeNull();
  });

  it('begins a stream that is assumed to be new without reading it', async () => {
    const { name, nameId } = systemName();
    const states: SystemState[] = [];
    const decide = (state: SystemState) => {
      states.push(state);
      return registering({ nameId, name })(state);
    };

    const done = await store.onSystem(nameId, commandContext('k1'), decide, newSystem);

    expect(states.map(({ status }) => status)).toEqual(['NONE']);
    expect([done.version, done.state.status]).toEqual([2, 'PENDING']);
    expect(BigInt(done.position!)).toBeGreaterThan(0n);
  });

  it('decides on the stored stream when a stream that was assumed to be new is not', async () => {
    const { name, nameId } = systemName();
    const first = await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }), newSystem);

    const other = store.onSystem(nameId, commandContext('k2'), registering({ nameId, name }), newSystem);
    await expect(other).rejects.toMatchObject({ code: 'NAME_IN_USE' });
    const again = await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }), newSystem);
    expect(again).toMatchObject({ state: first.state, version: 2, position: null });
    const repeatedWithInvalidName = await store.onSystem(
      nameId,
      commandContext('k1'),
      registering({ nameId, name: '' }),
      newSystem,
    );
    expect(repeatedWithInvalidName.state).toEqual(first.state);
  });

  it('decides on the passed stream, and again on the stored one when it has later events', async () => {
    const { name, nameId } = systemName();
    const first = await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }), newSystem);
    const versions: number[] = [];
    const redeem = (state: SystemState) => {
      versions.push(state.version);
      return redeemed(first)(state);
    };
    const loaded = await store.loadSystemStream(nameId);

    const { version } = await store.onSystem(nameId, commandContext('k2'), redeem, loaded);
    expect([version > 2, versions]).toEqual([true, [2]]);
    const late = store.onSystem(nameId, commandContext('k3'), redeem, loaded);
    await expect(late).rejects.toMatchObject({ code: 'TOKEN_USED' });
    expect(versions).toEqual([2, 2, version]);
  });

  it('returns the events as they are stored', async () => {
    const { name, nameId } = systemName();
    const proposed = await store.onSystem(
      nameId,
      commandContext(randomUUID()),
      registering({ nameId, name }),
      newSystem,
    );
    const { state, events } = await store.loadSystemStream(nameId);
    expect(proposed).toMatchObject({ state, version: 2 });
    const position = proposed.position;
    expect(JSON.parse(JSON.stringify(proposed.own))).toEqual(events.map((event) => ({ ...event, position })));
  });

  it('loads a stream from memory for an event that it has just appended, and from the store for another one', async () => {
    const { name, nameId } = systemName();
    const added = await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }));
    const elsewhere = await new EventStore(client).onSystem(nameId, commandContext('k2'), redeemed(added));

    const own = await store.loadSystemStream(nameId, added.own.at(-1)!.id);
    const whole = await store.loadSystemStream(nameId, elsewhere.own.at(-1)!.id);

    expect(own.state).toEqual(added.state);
    expect(own.events.map(({ id }) => id)).toEqual(added.own.map(({ id }) => id));
    expect(whole.state).toEqual(elsewhere.state);
    expect(whole).toEqual(await store.loadSystemStream(nameId));
  });

  it('M-20: accepts one of the concurrent commands that assume a new stream', async () => {
    const { name, nameId } = systemName();
    const register = (_: unknown, n: number) =>
      store.onSystem(nameId, commandContext(`k${n}`), registering({ nameId, name }), newSystem);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, register));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(reasons.every((reason) => reason instanceof Refusal && reason.code === 'NAME_IN_USE')).toBe(true);
  });

  it.each([
    ['assume a new stream', newSystem],
    ['load the stream', undefined],
  ])('N-15: answers concurrent commands with one key alike, as stored, when they %s', async (_, assumed) => {
    const { name, nameId } = systemName();
    const stores = Array.from({ length: 8 }, () => new EventStore(client));
    // Each proposes a token of its own.
    const answers = await Promise.all(
      stores.map((each) => each.onSystem(nameId, commandContext('k1'), registering({ nameId, name }), assumed)),
    );

    const { events } = await store.loadSystemStream(nameId);
    expect(answers.filter(({ position }) => position !== null)).toHaveLength(1);
    for (const { own } of answers) {
      expect(own.map(({ id, event }) => [id, event.data])).toEqual(events.map(({ id, event }) => [id, event.data]));
    }
  });

  it('treats the same key of another caller as another command', async () => {
    const { name, nameId } = systemName();
    await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }));

    const refused = store.onSystem(
      nameId,
      commandContext('k1', { caller: 'other-admin' }),
      registering({ nameId, name }),
    );

    await expect(refused).rejects.toMatchObject({ code: 'NAME_IN_USE' });
  });

  it('M-20: accepts exactly one of concurrent commands, and decides again for the others', async () => {
    const { name, nameId } = systemName();

    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        store.onSystem(nameId, commandContext(`k${n}`), registering({ nameId, name })),
      ),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(reasons.every((reason) => reason instanceof Refusal && reason.code === 'NAME_IN_USE')).toBe(true);
  });

  it('stores times that never decrease within a stream', async () => {
    const { name, nameId } = systemName();
    await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }));

    const done = await store.onSystem(
      nameId,
      commandContext('k2', { operation: 'display', now: new Date(NOW.getTime() - 60_000) }),
      (state): SystemEvent[] => [
        {
          type: 'IntegrationTokenDisplayed',
          data: { systemId: `${nameId}-1`, tokenId: state.tokens!.token.tokenId },
        },
      ],
    );

    expect(done.own[0]!.event.metadata.occurredAt).toBe(NOW.toISOString());
  });

  it('throws StoreUnavailable after a bounded number of attempts while the store is unreachable', async () => {
    const unreachable = createEventStoreClient(
      'esdb://127.0.0.1:1?tls=false&maxDiscoverAttempts=1&defaultDeadline=500',
    );
    const disconnected = new EventStore(unreachable, { maxAttempts: 1 });

    await expect(disconnected.onSystem(systemName().nameId, commandContext('k1'), () => [])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    await unreachable.dispose();
  });
});

describe('followLog', () => {
  it('yields events in log order, from after a position', async () => {
    const names = Array.from({ length: 5 }, () => systemName());
    const positions: string[] = [];
    for (const { name, nameId } of names) {
      positions.push((await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }))).position!);
    }
    const abort = new AbortController();
    const received: Extract<LogItem, { kind: 'event' }>[] = [];

    for await (const batch of followLog(client, { after: positions[1]!, maxBatch: 3, signal: abort.signal })) {
      expect(batch.length).toBeLessThanOrEqual(3);
      received.push(...batch.filter((item) => item.kind === 'event'));
      if (received.length >= 6) abort.abort();
    }

    const streams = received.map(({ stored }) => stored.streamId);
    expect(streams.slice(0, 6)).toEqual(names.slice(2).flatMap(({ stream }) => [stream, stream]));
    const order = received.map(({ position }) => BigInt(position));
    expect(order).toEqual([...order].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('yields full batches up to the end of the log, then events as they arrive', async () => {
    // More events than the store sends at once.
    const systems = Array.from({ length: 600 }, () => systemName());
    await Promise.all(
      systems.map(({ name, nameId }) => store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }))),
    );
    const abort = new AbortController();
    const sizes: number[] = [];
    let late: string | null | undefined;

    for await (const batch of followLog(client, { maxBatch: 400, signal: abort.signal })) {
      if (late === undefined) {
        sizes.push(batch.length);
        if (!batch.some(({ kind }) => kind === 'caught-up')) continue;
        const { name, nameId } = systemName();
        late = (await store.onSystem(nameId, commandContext('k1'), registering({ nameId, name }))).position;
      } else if (batch.some((item) => item.kind === 'event' && item.position === late)) {
        abort.abort();
      }
    }

    expect(sizes.length).toBeGreaterThanOrEqual(3);
    expect(new Set(sizes.slice(0, -1))).toEqual(new Set([400]));
  });

  it('ends a batch with the event that brings it to its size in bytes, also one that is larger alone', async () => {
    const stream = `large-${randomUUID()}`;
    const ofSize = (bytes: number) => binaryEvent({ type: 'large', data: Buffer.alloc(bytes) });
    for (const bytes of [900_000, 300_000, 300_000, 300_000, 900_000]) {
      await client.appendToStream(stream, ofSize(bytes));
    }
    const abort = new AbortController();
    const batches: number[][] = [];

    const options = { streams: [stream], maxBatchBytes: 500_000, signal: abort.signal };
    for await (const batch of followRawLog(client, options)) {
      const sizes = batch.flatMap((item) => (item.kind === 'event' ? (item.recorded.data as Uint8Array).length : []));
      if (sizes.length > 0) batches.push(sizes);
      if (batches.flat().length === 5) abort.abort();
    }

    expect(batches).toEqual([[900_000], [300_000, 300_000], [300_000, 900_000]]);
  });

  it('yields a marker when it has caught up', async () => {
    const abort = new AbortController();
    const kinds = new Set<string>();

    for await (const batch of followLog(client, { signal: abort.signal })) {
      batch.forEach((item) => kinds.add(item.kind));
      if (kinds.has('caught-up')) abort.abort();
    }

    expect(kinds).toContain('event');
  });
});
