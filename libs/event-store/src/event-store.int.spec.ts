import {
  nameIdOf,
  redeemToken,
  Refusal,
  registerSystem,
  systemStream,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import { startEventStore, type Server } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { createEventStoreClient } from './client.js';
import type { CommandContext } from './command-context.js';
import type { CommandResult } from './command-result.js';
import { EventStore } from './event-store.js';
import { followLog, type LogItem } from './follow.js';
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
  it('appends what was decided, with metadata, and says how far the log got', async () => {
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

  it('answers a repeated key from what it did the first time, whatever happened since', async () => {
    const { name, nameId } = fresh();
    const first = await store.onSystem(nameId, context('k1'), add(nameId, name));
    await store.onSystem(nameId, context('k2', { operation: 'redeem-token' }), redeemed(first));

    const again = await store.onSystem(nameId, context('k1'), add(nameId, name));

    expect(again.state).toEqual(first.state);
    expect(again.own.map(({ event }) => event)).toEqual(first.own.map(({ event }) => event));
    expect(again.position).toBeNull();
  });

  it('begins a stream that is likely new without reading it', async () => {
    const { name, nameId } = fresh();
    const seen: SystemState[] = [];
    const decide = (state: SystemState) => {
      seen.push(state);
      return add(nameId, name)(state);
    };

    const done = await store.onSystem(nameId, context('k1'), decide, newSystem);

    expect(seen.map(({ status }) => status)).toEqual(['NONE']);
    expect([done.version, done.state.status]).toEqual([2, 'PENDING']);
    expect(BigInt(done.position!)).toBeGreaterThan(0n);
  });

  it('decides on what is there when a stream that was likely new is not', async () => {
    const { name, nameId } = fresh();
    const first = await store.onSystem(nameId, context('k1'), add(nameId, name), newSystem);

    const other = store.onSystem(nameId, context('k2'), add(nameId, name), newSystem);
    await expect(other).rejects.toMatchObject({ code: 'NAME_IN_USE' });
    const again = await store.onSystem(nameId, context('k1'), add(nameId, name), newSystem);
    expect(again).toMatchObject({ state: first.state, version: 2, position: null });
    const refusedToday = await store.onSystem(nameId, context('k1'), add(nameId, ''), newSystem);
    expect(refusedToday.state).toEqual(first.state);
  });

  it('decides on the events that were seen, and on what is there when there are others by now', async () => {
    const { name, nameId } = fresh();
    const first = await store.onSystem(nameId, context('k1'), add(nameId, name), newSystem);
    const versions: number[] = [];
    const redeem = (state: SystemState) => {
      versions.push(state.version);
      return redeemed(first)(state);
    };
    const seen = await store.loadSystemStream(nameId);

    const { version } = await store.onSystem(nameId, context('k2'), redeem, seen);
    expect([version > 2, versions]).toEqual([true, [2]]);
    const late = store.onSystem(nameId, context('k3'), redeem, seen);
    await expect(late).rejects.toMatchObject({ code: 'TOKEN_USED' });
    expect(versions).toEqual([2, 2, version]);
  });

  it('answers as proposed exactly what stands in the log', async () => {
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

  it('sees what it has just appended without reading it, and the log for an event that it has not appended', async () => {
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

  it('M-20: lets one of those win who all think that the stream is new', async () => {
    const { name, nameId } = fresh();
    const register = (_: unknown, n: number) => store.onSystem(nameId, context(`k${n}`), add(nameId, name), newSystem);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, register));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(reasons.every((reason) => reason instanceof Refusal && reason.code === 'NAME_IN_USE')).toBe(true);
  });

  it('takes the same key of another caller for another command', async () => {
    const { name, nameId } = fresh();
    await store.onSystem(nameId, context('k1'), add(nameId, name));

    const refused = store.onSystem(nameId, context('k1', { caller: 'someone-else' }), add(nameId, name));

    await expect(refused).rejects.toMatchObject({ code: 'NAME_IN_USE' });
  });

  it('M-20: lets exactly one of concurrent writers win, and decides again for the others', async () => {
    const { name, nameId } = fresh();

    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => store.onSystem(nameId, context(`k${n}`), add(nameId, name))),
    );

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(reasons.every((reason) => reason instanceof Refusal && reason.code === 'NAME_IN_USE')).toBe(true);
  });

  it('never lets time run backwards in a stream', async () => {
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

  it('says "unavailable" when the store stays away, after a bounded number of attempts', async () => {
    const elsewhere = createEventStoreClient('esdb://127.0.0.1:1?tls=false&maxDiscoverAttempts=1&defaultDeadline=500');
    const lonely = new EventStore(elsewhere, { maxAttempts: 1 });

    await expect(lonely.onSystem(fresh().nameId, context('k1'), () => [])).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    await elsewhere.dispose();
  });
});

describe('following the log', () => {
  it('brings events in log order, from after a position', async () => {
    const names = Array.from({ length: 5 }, fresh);
    const positions: string[] = [];
    for (const { name, nameId } of names) {
      positions.push((await store.onSystem(nameId, context('k1'), add(nameId, name))).position!);
    }
    const abort = new AbortController();
    const seen: Extract<LogItem, { kind: 'event' }>[] = [];

    for await (const batch of followLog(client, { after: positions[1]!, maxBatch: 3, signal: abort.signal })) {
      expect(batch.length).toBeLessThanOrEqual(3);
      seen.push(...batch.filter((item) => item.kind === 'event'));
      if (seen.length >= 6) abort.abort();
    }

    const streams = seen.map(({ stored }) => stored.streamId);
    expect(streams.slice(0, 6)).toEqual(
      names.slice(2).flatMap(({ nameId }) => [systemStream(nameId), systemStream(nameId)]),
    );
    const order = seen.map(({ position }) => BigInt(position));
    expect(order).toEqual([...order].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('comes in full batches up to the end of the log, and from then on as it arrives', async () => {
    // More than the store sends in one go.
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

  it('says when it has caught up', async () => {
    const abort = new AbortController();
    const kinds = new Set<string>();

    for await (const batch of followLog(client, { signal: abort.signal })) {
      batch.forEach((item) => kinds.add(item.kind));
      if (kinds.has('caught-up')) abort.abort();
    }

    expect(kinds).toContain('event');
  });
});
