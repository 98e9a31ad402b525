import {
  nameIdOf,
  redeemToken,
  Refusal,
  registerSystem,
  systemStream,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import { contextOf, remainingMs, runInContext } from '@system-landscape/service-kit';
import { eventually, startEventStore, type Server } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { createEventStoreClient } from './client.js';
import type { CommandContext } from './command-context.js';
import type { CommandResult } from './command-result.js';
import { EventStore } from './event-store.js';
import { followLog } from './follow.js';
import type { LogItem } from './log-item.js';
import { newSystem } from './loaded-stream.js';

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

const now = new Date('2026-01-05T08:00:00.000Z');

const context = (key: string, more: Partial<CommandContext> = {}): CommandContext => ({
  operation: 'register-system',
  caller: 'ga-admin',
  key,
  actor: { subject: 'ga-admin', roles: ['global-account-admin'] },
  correlationId: 'correlation-1',
  causationId: 'cause-1',
  now,
  ...more,
});

const add = (nameId: string, name: string) => (state: SystemState) =>
  registerSystem(
    {
      nameId,
      globalAccountId: 'ga-demo',
      name,
      systemType: 's4hana-cloud',
      tokenId: randomUUID(),
      kid: 'key-1',
      now,
    },
    state,
  );

const redeemed = (added: CommandResult<SystemState, SystemEvent>) => (state: SystemState) => {
  const { tokenId, systemId } = added.own.at(-1)!.event.data as { tokenId: string; systemId: string };
  return redeemToken({ tokenId, systemId, tenantId: 'my300001', deadlineMs: 1000, watchdogMs: 1000, now }, state);
};

const fresh = () => {
  const name = `system ${randomUUID()}`;
  return { name, nameId: nameIdOf('ga-demo', name) };
};

describe('the command handler', () => {
  it('appends nothing once the caller has given up', async () => {
    const { name, nameId } = fresh();
    const decideTooLate = async (state: SystemState) => {
      await eventually(() => remainingMs(1) <= 0);
      return add(nameId, name)(state);
    };

    const handled = runInContext(contextOf({ deadline: performance.now() + 500 }), () =>
      store.onSystem(nameId, context('late'), decideTooLate),
    );

    await expect(handled).rejects.toMatchObject({ name: 'DeadlineExpired', code: 'UNAVAILABLE' });
    expect((await store.loadSystem(nameId)).status).toBe('NONE');
  });

  it('appends the decided events with metadata and returns the position', async () => {
    const { name, nameId } = fresh();

    const done = await store.onSystem(nameId, context('k1'), add(nameId, name));

    expect(done.own.map(({ event }) => event.type)).toEqual(['SystemAdded', 'IntegrationTokenIssued']);
    expect(done.version).toBe(2);
    expect(BigInt(done.position!)).toBeGreaterThan(0n);
    expect(done.own[0]!.event.metadata).toMatchObject({
      globalAccountId: 'ga-demo',
      systemId: `${nameId}-1`,
      occurredAt: now.toISOString(),
      $correlationId: 'correlation-1',
      $causationId: 'cause-1',
      actor: { subject: 'ga-admin', roles: ['global-account-admin'] },
      schemaVersion: 1,
    });
  });

  it('answers a repeated key from its stored events, also after later commands', async () => {
    const { name, nameId } = fresh();
    const first = await store.onSystem(nameId, context('k1'), add(nameId, name));
    await store.onSystem(nameId, context('k2', { operation: 'redeem-token' }), redeemed(first));

    const again = await store.onSystem(nameId, context('k1'), add(nameId, name));

    expect(again.state).toEqual(first.state);
    expect(again.own.map(({ event }) => event)).toEqual(first.own.map(({ event }) => event));
    expect(again.position).toBeNull();
  });

  it('begins a stream that is assumed to be new without reading it', async () => {
    const { name, nameId } = fresh();
    const states: SystemState[] = [];
    const decide = (state: SystemState) => {
      states.push(state);
      return add(nameId, name)(state);
    };

    const done = await store.onSystem(nameId, context('k1'), decide, newSystem);

    expect(states.map(({ status }) => status)).toEqual(['NONE']);
    expect([done.version, done.state.status]).toEqual([2, 'PENDING']);
    expect(BigInt(done.position!)).toBeGreaterThan(0n);
  });

  it('decides on the stored stream when a stream that was assumed to be new is not', async () => {
    const { name, nameId } = fresh();
    const first = await store.onSystem(nameId, context('k1'), add(nameId, name), newSystem);

    const other = store.onSystem(nameId, context('k2'), add(nameId, name), newSystem);
    await expect(other).rejects.toMatchObject({ code: 'NAME_IN_USE' });
    const again = await store.onSystem(nameId, context('k1'), add(nameId, name), newSystem);
    expect(again).toMatchObject({ state: first.state, version: 2, position: null });
    const repeatedWithInvalidName = await store.onSystem(nameId, context('k1'), add(nameId, ''), newSystem);
    expect(repeatedWithInvalidName.state).toEqual(first.state);
  });

  it('decides on the passed stream, and again on the stored one when it has later events', async () => {
    const { name, nameId } = fresh();
    const first = await store.onSystem(nameId, context('k1'), add(nameId, name), newSystem);
    const versions: number[] = [];
    const redeem = (state: SystemState) => {
      versions.push(state.version);
      return redeemed(first)(state);
    };
    const loaded = await store.loadSystemStream(nameId);

    const { version } = await store.onSystem(nameId, context('k2'), redeem, loaded);
    expect([version > 2, versions]).toEqual([true, [2]]);
    const late = store.onSystem(nameId, context('k3'), redeem, loaded);
    await expect(late).rejects.toMatchObject({ code: 'TOKEN_USED' });
    expect(versions).toEqual([2, 2, version]);
  });

  it('with skipReadBack, returns the events as they are stored', async () => {
    const { name, nameId } = fresh();
    const proposed = await store.onSystem(
      nameId,
      context(randomUUID(), { skipReadBack: true }),
      add(nameId, name),
      newSystem,
    );
    const { state, events } = await store.loadSystemStream(nameId);
    expect(proposed).toMatchObject({ state, version: 2 });
    const position = proposed.position;
    expect(JSON.parse(JSON.stringify(proposed.own))).toEqual(events.map((event) => ({ ...event, position })));
  });

  it('loads a stream from memory for an event that it has just appended, and from the store for another one', async () => {
    const { name, nameId } = fresh();
    const added = await store.onSystem(nameId, context('k1'), add(nameId, name));
    const elsewhere = await new EventStore(client).onSystem(nameId, context('k2'), redeemed(added));

    const own = await store.loadSystemStream(nameId, added.own.at(-1)!.id);
    const whole = await store.loadSystemStream(nameId, elsewhere.own.at(-1)!.id);

    expect(own.state).toEqual(added.state);
    expect(own.events.map(({ id }) => id)).toEqual(added.own.map(({ id }) => id));
    expect(whole.state).toEqual(elsewhere.state);
    expect(whole).toEqual(await store.loadSystemStream(nameId));
  });

  it('M-20: accepts one of the concurrent commands that assume a new stream', async () => {
    const { name, nameId } = fresh();
    const register = (_: unknown, n: number) => store.onSystem(nameId, context(`k${n}`), add(nameId, name), newSystem);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, register));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(reasons.every((reason) => reason instanceof Refusal && reason.code === 'NAME_IN_USE')).toBe(true);
  });

  it('treats the same key of another caller as another command', async () => {
    const { name, nameId } = fresh();
    await store.onSystem(nameId, context('k1'), add(nameId, name));

    const refused = store.onSystem(nameId, context('k1', { caller: 'other-admin' }), add(nameId, name));

    await expect(refused).rejects.toMatchObject({ code: 'NAME_IN_USE' });
  });

  it('M-20: accepts exactly one of concurrent commands, and decides again for the others', async () => {
    const { name, nameId } = fresh();

    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => store.onSystem(nameId, context(`k${n}`), add(nameId, name))),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(reasons.every((reason) => reason instanceof Refusal && reason.code === 'NAME_IN_USE')).toBe(true);
  });

  it('stores times that never decrease within a stream', async () => {
    const { name, nameId } = fresh();
    await store.onSystem(nameId, context('k1'), add(nameId, name));

    const done = await store.onSystem(
      nameId,
      context('k2', { operation: 'display', now: new Date(now.getTime() - 60_000) }),
      (state): SystemEvent[] => [
        {
          type: 'IntegrationTokenDisplayed',
          data: { systemId: `${nameId}-1`, tokenId: state.tokens!.token.tokenId },
        },
      ],
    );

    expect(done.own[0]!.event.metadata.occurredAt).toBe(now.toISOString());
  });

  it('throws StoreUnavailable after a bounded number of attempts while the store is unreachable', async () => {
    const unreachable = createEventStoreClient(
      'esdb://127.0.0.1:1?tls=false&maxDiscoverAttempts=1&defaultDeadline=500',
    );
    const disconnected = new EventStore(unreachable, { maxAttempts: 1 });

    await expect(disconnected.onSystem(fresh().nameId, context('k1'), () => [])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    await unreachable.dispose();
  });
});

describe('followLog', () => {
  it('yields events in log order, from after a position', async () => {
    const names = Array.from({ length: 5 }, fresh);
    const positions: string[] = [];
    for (const { name, nameId } of names) {
      positions.push((await store.onSystem(nameId, context('k1'), add(nameId, name))).position!);
    }
    const abort = new AbortController();
    const received: Extract<LogItem, { kind: 'event' }>[] = [];

    for await (const batch of followLog(client, { after: positions[1]!, maxBatch: 3, signal: abort.signal })) {
      expect(batch.length).toBeLessThanOrEqual(3);
      received.push(...batch.filter((item) => item.kind === 'event'));
      if (received.length >= 6) abort.abort();
    }

    const streams = received.map(({ stored }) => stored.streamId);
    expect(streams.slice(0, 6)).toEqual(
      names.slice(2).flatMap(({ nameId }) => [systemStream(nameId), systemStream(nameId)]),
    );
    const order = received.map(({ position }) => BigInt(position));
    expect(order).toEqual([...order].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('yields full batches up to the end of the log, then events as they arrive', async () => {
    // More events than the store sends at once.
    const systems = Array.from({ length: 600 }, fresh);
    await Promise.all(systems.map(({ name, nameId }) => store.onSystem(nameId, context('k1'), add(nameId, name))));
    const abort = new AbortController();
    const sizes: number[] = [];
    let late: string | null | undefined;

    for await (const batch of followLog(client, { maxBatch: 400, signal: abort.signal })) {
      if (late === undefined) {
        sizes.push(batch.length);
        if (!batch.some(({ kind }) => kind === 'caught-up')) continue;
        const { name, nameId } = fresh();
        late = (await store.onSystem(nameId, context('k1'), add(nameId, name))).position;
      } else if (batch.some((item) => item.kind === 'event' && item.position === late)) {
        abort.abort();
      }
    }

    expect(sizes.length).toBeGreaterThanOrEqual(3);
    expect(new Set(sizes.slice(0, -1))).toEqual(new Set([400]));
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
