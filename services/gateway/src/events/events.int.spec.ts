import { RPC } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import { SseClient } from '../testing/sse-client.js';
import { GatewayHarness, type Person } from '../testing/gateway-harness.js';
import { ScriptedLog } from '../testing/scripted-log.js';

let harness: GatewayHarness;
let log: ScriptedLog;
const subscribers: SseClient[] = [];
const CROWD = 1_000;
const AT_ONCE = 100;
/** Events with names of 16 KiB: more than the buffers of two sockets hold, and less than a subscriber's queue. */
const MORE_THAN_BUFFERS = 900;

beforeEach(() => {
  log = new ScriptedLog(harness);
});
afterEach(() => subscribers.splice(0).forEach((subscriber) => subscriber.disconnect()));

async function open(
  query = '',
  { as = 'ga-viewer', headers, account = 'ga-demo', at }: OpenOptions = {},
): Promise<SseClient> {
  const url = await (at ?? harness.instance).getUrl();
  const subscriber = await SseClient.open(
    `${url}/v1/global-accounts/${account}/events${query}`,
    await harness.tokenOf(as),
    headers,
  );
  subscribers.push(subscriber);
  return subscriber;
}
interface OpenOptions {
  as?: Person;
  headers?: Record<string, string>;
  account?: string;
  at?: GatewayHarness['instance'];
}

/** Waits until the gateway stops querying, because the buffers of a subscriber that reads nothing are full. */
async function untilNoMoreQueries(): Promise<void> {
  let before: number | undefined;
  const isQuiet = () => {
    const quiet = log.asked === before;
    before = log.asked;
    return quiet;
  };
  await eventually(isQuiet, { everyMs: 300 });
}

describe('GET /v1/global-accounts/{ga}/events', () => {
  beforeAll(async () => {
    harness = await GatewayHarness.start({ env: { EVENT_HEARTBEAT: 'PT0.05S' } });
  });
  afterAll(() => harness.stop());

  it('M-23: sends the past, then caught-up, then live events', async () => {
    log.append(1200);
    const subscriber = await open('?from=0');
    await eventually(() => subscriber.names.includes('caught-up'));
    expect(subscriber.positions).toEqual(log.positionsOf('ga-demo'));
    expect(subscriber.messages.at(-1)).toMatchObject({ event: 'caught-up', id: String(log.end) });

    log.append(3);
    await eventually(() => subscriber.positions.length === 1203);
    expect(subscriber.positions).toEqual(log.positionsOf('ga-demo'));
    expect(subscriber.messages.at(-1)).toMatchObject({ event: 'SystemAdded', id: String(log.end) });
    expect(subscriber.events.at(-1)).toMatchObject({ specversion: '1.0', type: 'system-landscape.SystemAdded.v1' });
  });

  it('resumes after Last-Event-ID, which takes precedence over from; starts now without both', async () => {
    log.append(10);
    const resumed = await open('?from=0', { headers: { 'last-event-id': String(log.begin + 15) } });
    const fromNow = await open();
    await eventually(() => resumed.names.includes('caught-up') && fromNow.names.includes('caught-up'));
    expect(resumed.positions).toEqual(log.positionsOf('ga-demo', log.begin + 15));
    expect(fromNow.positions).toEqual([]);

    log.append(1);
    await eventually(() => fromNow.positions.length === 1);
    expect(fromNow.positions).toEqual([log.end]);
  });

  it('sends an operator the past and live events of all accounts', async () => {
    log.append(5, { globalAccountId: 'ga-other' });
    const url = `${await harness.instance.getUrl()}/v1/operations/events?from=0`;
    const subscriber = await SseClient.open(url, await harness.tokenOf('operator'));
    subscribers.push(subscriber);
    await eventually(() => subscriber.names.includes('caught-up'));
    expect(subscriber.positions).toEqual(log.positionsOf('ga-other'));

    log.append(3);
    log.append(1, { globalAccountId: 'ga-other' });
    await eventually(() => subscriber.positions.length === 9);
    expect(subscriber.positions).toEqual(
      [...log.positionsOf('ga-other'), ...log.positionsOf('ga-demo')].sort((a, b) => a - b),
    );
  });

  it('sends an account only its own events', async () => {
    log.append(5);
    const mine = await open('?from=0');
    const other = await open('?from=0', { as: 'other-ga-viewer', account: 'ga-other' });
    log.append(5, { globalAccountId: 'ga-other' });
    log.append(5);
    await eventually(() => mine.positions.length === 10 && other.positions.length === 5);
    expect(other.positions).toEqual(log.positionsOf('ga-other'));
    expect(mine.positions).toEqual(log.positionsOf('ga-demo'));
  });

  it('leaves no gap and sends no event twice where past and tail meet, whenever a subscriber connects', async () => {
    log.append(700);
    const froms = Array.from({ length: 40 }, (_, index) => log.begin + index * 50);
    const connecting = froms.map(async (from) => {
      log.append(4);
      const subscriber = await open(`?from=${from}`);
      log.append(4);
      return { from, subscriber };
    });
    const all = await Promise.all(connecting);
    log.append(1);
    await eventually(() => all.every(({ subscriber }) => subscriber.positions.at(-1) === log.end));
    for (const { from, subscriber } of all) expect(subscriber.positions).toEqual(log.positionsOf('ga-demo', from));
  });

  it('queries the read model once for all subscribers', async () => {
    const all = await Promise.all(Array.from({ length: 300 }, () => open()));
    await eventually(() => all.every(({ names }) => names.includes('caught-up')));
    const before = log.asked;
    log.append(1);
    await eventually(() => all.every(({ positions }) => positions.length === 1));
    expect(log.asked - before).toBeLessThan(10);
  });

  it('finds events whose commit message was lost', async () => {
    const subscriber = await open();
    await eventually(() => subscriber.names.includes('caught-up'));
    log.append(2, { publish: false });
    await eventually(() => subscriber.positions.length === 2);
  });

  it('sends heartbeats while nothing happens', async () => {
    const subscriber = await open();
    await eventually(() => subscriber.comments > 3);
  });

  it('ends with signed-out when the access token expires', async () => {
    const subscriber = await open();
    await eventually(() => subscriber.names.includes('caught-up'));
    const before = harness.clock.now();
    harness.clock.advance(2 * 3_600_000);
    await eventually(() => subscriber.ended);
    harness.clock.set(before);
    expect(subscriber.names.at(-1)).toBe('signed-out');
  });

  it.each([
    ['?from=99999999999999999999', {}],
    ['', { 'last-event-id': '99999999999999999999' }],
  ])('503: %s %j, which the read model has not reached; other subscribers miss no event', async (query, headers) => {
    log.append(3);
    const answer = await harness.call('GET', `/v1/global-accounts/ga-demo/events${query}`, { as: 'ga-admin', headers });
    expect(answer).toMatchObject({ status: 503, body: { code: 'READ_MODEL_BEHIND' } });
    expect(answer.headers.get('retry-after')).toBe('1');

    const subscriber = await open();
    await eventually(() => subscriber.names.includes('caught-up'));
    log.append(1);
    await eventually(() => subscriber.positions.length === 1);
  });

  it('answers HEAD as GET, without reading events', async () => {
    log.append(3);
    const url = `${await harness.instance.getUrl()}/v1/global-accounts/ga-demo/events?from=0`;
    const authorization = `Bearer ${await harness.tokenOf('ga-viewer')}`;
    // The tail queries all accounts.
    const queriesOfThePast = () =>
      harness.services.arrived.filter(({ data }) => data['globalAccountId'] === 'ga-demo').length;
    const before = queriesOfThePast();
    const { status, headers } = await fetch(url, { method: 'HEAD', headers: { authorization } });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    // The position alone is checked.
    expect(queriesOfThePast()).toBe(before + 1);
    expect(harness.services.last(RPC.projection.listEvents).data).toMatchObject({ limit: 1 });
  });

  it.each([
    ['?from=99999999999999999999', {}],
    ['', { 'last-event-id': '99999999999999999999' }],
    ['', { 'last-event-id': 'abc' }],
    ['?from=now', {}],
  ])('refuses HEAD of %s %j as GET', async (query, headers) => {
    harness.services.refuse(RPC.projection.listEvents, {
      code: 'POSITION_UNKNOWN',
      status: 400,
      detail: 'The log ends before.',
    });
    const path = `/v1/global-accounts/ga-demo/events${query}`;
    const get = await harness.call('GET', path, { as: 'ga-admin', headers });
    expect(get.status).toBe(400);
    const head = await harness.call('HEAD', path, { as: 'ga-admin', headers });
    expect([head.status, head.headers.get('content-type'), head.text]).toEqual([
      get.status,
      get.headers.get('content-type'),
      '',
    ]);
  });

  it.each([
    ['?from=-1', {}],
    ['?from=now', {}],
    ['?form=0', {}],
    ['', { 'last-event-id': 'abc' }],
  ])('400: %s %j', async (query, headers) => {
    const answer = await harness.call('GET', `/v1/global-accounts/ga-demo/events${query}`, { as: 'ga-admin', headers });
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });

  it('503 while the read model is unavailable', async () => {
    await harness.services.stop(RPC.projection.listEvents);
    const answer = await harness.call('GET', '/v1/global-accounts/ga-demo/events?from=0', { as: 'ga-admin' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
  });
});

describe('a crowd of subscribers', () => {
  beforeAll(async () => {
    harness = await GatewayHarness.start();
  });
  afterAll(() => harness.stop());

  it('sends every event once to each of a thousand subscribers, from one tail', async () => {
    log.append(50);
    const url = `${await harness.instance.getUrl()}/v1/global-accounts/ga-demo/events?from=${log.end}`;
    const token = await harness.tokenOf('ga-viewer');
    const crowd: SseClient[] = [];
    for (let opened = 0; opened < CROWD; opened += AT_ONCE) {
      crowd.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => SseClient.open(url, token)))));
    }
    subscribers.push(...crowd);
    const everySubscriber = (holds: (subscriber: SseClient) => boolean) => eventually(() => crowd.every(holds));
    await everySubscriber(({ names }) => names.includes('caught-up'));

    const from = log.end;
    for (let more = 1; more <= 10; more += 1) {
      log.append(5);
      await everySubscriber(({ positions }) => positions.length === 5 * more);
    }
    const expected = log.positionsOf('ga-demo', from).join();
    expect(crowd.filter(({ positions }) => positions.join() !== expected)).toHaveLength(0);
  });
});

describe('limits of live events', () => {
  beforeAll(async () => {
    harness = await GatewayHarness.start({ env: { EVENT_QUEUE: '5', MAX_EVENT_READERS: '2' } });
  });
  afterAll(() => harness.stop());

  it('closes a subscriber that falls behind with too-slow; it reconnects without a gap', async () => {
    log.append(1);
    const slow = await open('?from=0');
    await eventually(() => slow.names.includes('caught-up'));
    slow.pause();
    // More than the buffers of two sockets hold.
    const big = 'x'.repeat(8 * 1024);
    await eventually(
      async () => {
        log.append(100, { name: big });
        const metrics = await (await harness.monitoring('/metrics')).text();
        return /event_readers_dropped_total [1-9]/.test(metrics);
      },
      { what: 'a dropped subscriber' },
    );
    slow.resume();
    await eventually(() => slow.ended);
    expect(slow.names.at(-1)).toBe('too-slow');
    expect(slow.lastId).toBe(String(slow.positions.at(-1)));

    const again = await open('', { headers: { 'last-event-id': slow.lastId } });
    await eventually(() => again.names.includes('caught-up'));
    expect([...slow.positions, ...again.positions]).toEqual(log.positionsOf('ga-demo'));
  });

  it('refuses subscribers above the limit', async () => {
    const two: SseClient[] = [];
    // Subscribers of the previous test may still be connected.
    await eventually(async () => two.push(await open()) === 2);
    await eventually(() => two.every(({ names }) => names.includes('caught-up')));
    const answer = await harness.call('GET', '/v1/global-accounts/ga-demo/events', { as: 'ga-admin' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');

    two[0]!.disconnect();
    await eventually(async () => (await open()) !== undefined);
  });

  it('refuses subscribers above the limit of a caller and of an account, and takes others', async () => {
    const limits = { MAX_EVENT_READERS_PER_CALLER: '1', MAX_EVENT_READERS_PER_ACCOUNT: '2' };
    const at = await harness.startInstance(limits);
    await open('', { at });
    const events = (as: Person, account = 'ga-demo') =>
      harness.call('GET', `/v1/global-accounts/${account}/events?from=0`, { as, at });
    const again = await events('ga-viewer');
    expect([again.status, again.body['code'], again.headers.get('retry-after')]).toEqual([429, 'RATE_LIMITED', '10']);

    await open('', { at, as: 'ga-admin' });
    expect((await events('ga-landscape-admin')).status).toBe(429);
    expect((await events('other-ga-admin', 'ga-other')).status).toBe(200);
    await harness.stopInstance(at);
  });

  it('a stop ends also a subscriber that reads nothing', async () => {
    const other = await harness.startInstance();
    log.append(MORE_THAN_BUFFERS, { name: 'x'.repeat(16 * 1024) });
    const past = await open('?from=0', { at: other });
    past.pause();
    await untilNoMoreQueries();
    await harness.stopInstance(other);
    past.resume();
    await eventually(() => past.ended);
    expect(past.names).not.toContain('caught-up');
  });

  it('a stop ends every stream with closing', async () => {
    const other = await harness.startInstance();
    const subscriber = await open('', { at: other });
    await eventually(() => subscriber.names.includes('caught-up'));
    await harness.stopInstance(other);
    await eventually(() => subscriber.ended);
    expect(subscriber.names.at(-1)).toBe('closing');
  });
});

describe('subscribers that read nothing', () => {
  beforeAll(async () => {
    harness = await GatewayHarness.start({ env: { EVENT_HEARTBEAT: 'PT0.05S', MAX_EVENT_READERS: '3' } });
  });
  afterAll(() => harness.stop());

  it('count against the limit, in the past as at the tail, until their access tokens expire', async () => {
    const [live, witness] = [await open(), await open()];
    await eventually(() => live.names.includes('caught-up') && witness.names.includes('caught-up'));
    live.pause();
    log.append(MORE_THAN_BUFFERS, { name: 'x'.repeat(16 * 1024) });
    await eventually(() => witness.positions.length === MORE_THAN_BUFFERS);
    const past = await open('?from=0');
    past.pause();
    const url = `${await harness.instance.getUrl()}/v1/global-accounts/ga-demo/events`;
    await expect(SseClient.open(url, await harness.tokenOf('ga-viewer'))).rejects.toThrow('answered 503');
    await untilNoMoreQueries();

    harness.clock.advance(2 * 3_600_000);
    const next: SseClient[] = [];
    await eventually(async () => next.push(await open()) === 3, { what: 'three free places' });
    live.resume();
    past.resume();
    await eventually(() => live.ended && past.ended);
    expect(past.names).not.toContain('caught-up');
  });
});
