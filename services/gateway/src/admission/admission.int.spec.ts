import { RPC } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import type { Msg } from 'nats';
import type { Answer } from '../testing/documented-answers.js';
import { GatewayHarness, type CallOptions, type Person } from '../testing/gateway-harness.js';
import { SYSTEM } from '../testing/scripted-services.js';
import { SseClient } from '../testing/sse-client.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const OTHERS = '/v1/global-accounts/ga-other/systems';
/** At work: two of an account, one of a caller. */
const LIMITS = {
  MAX_REQUESTS: '8',
  MAX_REQUESTS_PER_ACCOUNT: '6',
  MAX_REQUESTS_PER_CALLER: '4',
  REQUESTS_AT_WORK_PER_ACCOUNT: '2',
};

let harness: GatewayHarness;
/** Requests that have reached the service, which answers them at `answerAll`. */
let held: Msg[];
let answersAtOnce: boolean;

beforeEach(async () => {
  harness = await GatewayHarness.start({ env: LIMITS });
  held = [];
  answersAtOnce = false;
  await harness.services.stop(RPC.projection.getSystem);
  harness.connection.subscribe(RPC.projection.getSystem.subject, {
    callback: (_, message) => {
      held.push(message);
      if (answersAtOnce) answer(message);
    },
  });
  await harness.connection.flush();
});
afterEach(() => harness.stop());

const systemOf = (systems: string, index: number) => `${systems}/6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c1${index}-1`;
/** Reads a system that the service holds. */
const hold = (as: Person, index: number, options: CallOptions = {}) =>
  harness.call('GET', systemOf(as.startsWith('other') ? OTHERS : SYSTEMS, index), { as, ...options });
const askedFor = () => held.map((message) => Number(/(\d)-1"/.exec(message.string())![1]));
const answer = (message: Msg) => message.respond(JSON.stringify({ system: SYSTEM, position: '5000' }));

/** @returns the sorted statuses of the requests */
async function answerAll(pending: Promise<Answer>[]): Promise<number[]> {
  answersAtOnce = true;
  held.forEach(answer);
  return (await Promise.all(pending)).map(({ status }) => status).sort();
}

describe('the requests of a caller', () => {
  it('beyond its number are refused at once; those within it wait, and other callers and accounts are served', async () => {
    const own = [1, 2, 3, 4, 5].map((index) => hold('ga-admin', index));
    const refused = await Promise.race(own);
    expect([refused.status, refused.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);

    expect((await harness.call('GET', SYSTEMS, { as: 'ga-viewer' })).status).toBe(200);
    expect((await harness.call('GET', OTHERS, { as: 'other-ga-viewer' })).status).toBe(200);

    expect(held).toHaveLength(1);
    expect(await answerAll(own)).toEqual([200, 200, 200, 200, 429]);
  });

  it('leave half of the places of its account to other callers', async () => {
    const pending = [hold('ga-admin', 1)];
    await eventually(() => held.length === 1);
    pending.push(hold('ga-viewer', 2));
    await eventually(() => held.length === 2);
    // One of them is the seventh of the account: the others wait.
    const waiting = [
      ...[3, 4].map((index) => hold('ga-viewer', index)),
      ...[5, 6, 7].map((index) => hold('ga-landscape-admin', index)),
    ];
    expect((await Promise.race(waiting)).status).toBe(429);
    answer(held[0]!);
    await eventually(() => held.length === 3);
    expect([5, 6, 7]).toContain(askedFor()[2]);
    expect(await answerAll([...pending, ...waiting])).toEqual([200, 200, 200, 200, 200, 200, 429]);
  });
});

it('the requests of all beyond their number are answered UNAVAILABLE', async () => {
  const people: Person[] = ['ga-admin', 'ga-admin', 'ga-viewer', 'ga-viewer', 'ga-landscape-admin'];
  const others: Person[] = ['other-ga-admin', 'other-ga-admin', 'other-ga-viewer', 'other-ga-viewer'];
  const all = [...people, ...others].map((as, index) => hold(as, index));
  const refused = await Promise.race(all);
  expect([refused.status, refused.body['code']]).toEqual([503, 'UNAVAILABLE']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  // Health is asked by supervisors, which must not take it for a hung process.
  expect((await harness.call('GET', '/health/live')).status).toBe(200);
  expect(await answerAll(all)).toEqual([...Array<number>(8).fill(200), 503]);
});

it('a client that has disconnected gives its places back, whether its request is at work or waits', async () => {
  const gone = new AbortController();
  const headers = { authorization: `Bearer ${await harness.tokenOf('ga-admin')}` };
  const url = await harness.instance.getUrl();
  const abandoned = [1, 2, 3, 4, 5].map((index) =>
    fetch(url + systemOf(SYSTEMS, index), { headers, signal: gone.signal }).then(
      ({ status }) => status,
      () => 'abandoned',
    ),
  );
  expect(await Promise.race(abandoned)).toBe(429);
  gone.abort();
  await Promise.all(abandoned);
  await eventually(async () => (await harness.call('GET', SYSTEMS, { as: 'ga-admin' })).status === 200);
});

it('a request whose turn does not come within REQUEST_DEADLINE is answered UNAVAILABLE', async () => {
  const at = await harness.startInstance({ ...LIMITS, REQUEST_DEADLINE: 'PT1S' });
  const answers = await Promise.all([1, 2, 3].map((index) => hold('ga-admin', index, { at })));
  expect(answers.map(({ body }) => body['code'])).toEqual(Array(3).fill('UNAVAILABLE'));
});

it('readers of live events hold no place', async () => {
  const url = `${await harness.instance.getUrl()}/v1/global-accounts/ga-demo/events`;
  const token = await harness.tokenOf('ga-viewer');
  const readers: SseClient[] = [];
  for (let reader = 0; reader < 5; reader += 1) {
    readers.push(await SseClient.open(url, token));
    await eventually(() => readers[reader]!.names.includes('caught-up'));
  }
  expect((await harness.call('GET', SYSTEMS, { as: 'ga-viewer' })).status).toBe(200);
  for (const reader of readers) reader.disconnect();
});
