import { RPC, type Rpc } from '@system-landscape/contracts';
import { randomUUID } from 'node:crypto';
import { GatewayHarness, type CallOptions } from '../testing/gateway-harness.js';
import { SYSTEM_ID, TOKEN_TEXT } from '../testing/scripted-services.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const REGISTER = RPC.tokenIssuance.registerSystem;
const good = { name: 'Production', type: 's4hana-cloud' };
const DAY_NS = 24 * 60 * 60 * 1e9;

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

const add = (options: CallOptions) => harness.call('POST', SYSTEMS, { as: 'ga-admin', body: good, ...options });
const keysThatArrived = ({ subject }: Rpc) =>
  harness.services.arrived
    .filter((request) => request.subject === subject)
    .map(({ headers }) => decodeURIComponent(headers['idempotency-key'] ?? ''));

describe('the same key', () => {
  it('with the same body is sent to the service again, which repeats its answer', async () => {
    const key = randomUUID();
    const answers = [await add({ key }), await add({ key })];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(keysThatArrived(REGISTER)).toEqual([key, key]);
  });

  it('with the members of the body in another order is the same request', async () => {
    const key = randomUUID();
    await add({ key });
    expect((await add({ key, body: { type: good.type, name: good.name } })).status).toBe(201);
  });

  it.each([
    ['another value', { ...good, name: 'Another' }],
    ['another member', { ...good, communicationScenarioGroup: 'all' }],
  ])('with %s: 422, without a call to the service', async (_, body) => {
    const key = randomUUID();
    await add({ key });
    const other = await add({ key, body });
    expect([other.status, other.body['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(harness.services.count(REGISTER)).toBe(1);
    expect((await add({ key })).status).toBe(201);
  });

  it('of another caller is another key', async () => {
    const key = randomUUID();
    await add({ key });
    expect((await add({ key, as: 'ga-landscape-admin', body: { ...good, name: 'Another' } })).status).toBe(201);
  });

  it('on another route or another system is another key', async () => {
    const key = randomUUID();
    const other = `${SYSTEM_ID.slice(0, -1)}2`;
    await add({ key });
    const calls = [
      await harness.call('POST', `${SYSTEMS}/${SYSTEM_ID}/integration-token`, { as: 'ga-admin', key }),
      await harness.call('POST', `${SYSTEMS}/${other}/integration-token`, { as: 'ga-admin', key }),
      await harness.call('DELETE', `${SYSTEMS}/${SYSTEM_ID}`, { as: 'ga-admin', key }),
    ];
    expect(calls.map(({ status }) => status)).toEqual([201, 201, 204]);
  });

  it('is the same key at every instance; of concurrent bodies one wins', async () => {
    const second = await harness.startInstance();
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        add({ key, body: { ...good, name: `System ${index}` }, ...(index % 2 ? { at: second } : {}) }),
      ),
    );
    await harness.stopInstance(second);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(422)]);
    expect(harness.services.count(REGISTER)).toBe(1);
  });
});

describe('the header', () => {
  it('is sent on only if the caller sends it', async () => {
    await add({});
    expect(keysThatArrived(REGISTER)).toEqual(['']);
  });

  it.each(['a', 'x'.repeat(255), 'order #4711: "é"'.replace('é', 'e'), 'a/b?c=d&e%20f'])('takes %s', async (key) => {
    expect((await add({ key })).status).toBe(201);
    expect(keysThatArrived(REGISTER)).toEqual([key]);
  });

  it.each(['x'.repeat(256), '', 'é', 'a\tb'])('400 for %j', async (key) => {
    const answer = await add({ key });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ field: 'Idempotency-Key' })]);
    expect(harness.services.arrived).toEqual([]);
  });
});

describe('the stored entries', () => {
  it('expire after 24 h, and contain only digests: neither key, caller nor token', async () => {
    const key = randomUUID();
    await harness.call('POST', EXTENSIONS, { as: 'tenant-admin', key, body: { integrationToken: TOKEN_TEXT } });

    const manager = await harness.connection.jetstreamManager();
    const { config } = await manager.streams.info('KV_idempotency');
    expect(config.max_age).toBe(DAY_NS);

    const bucket = await harness.connection.jetstream().views.kv('idempotency');
    const entries: string[] = [];
    for await (const name of await bucket.keys()) entries.push(name, (await bucket.get(name))!.string());
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) expect(entry).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('while the bucket is unavailable', () => {
  it('503 with Retry-After for a request with a key; others succeed', async () => {
    const withoutBucket = await GatewayHarness.start({ jetstream: false });
    const call = (options: CallOptions) =>
      withoutBucket.call('POST', SYSTEMS, { as: 'ga-admin', body: good, ...options });
    const withKey = await call({ key: randomUUID() });
    expect([withKey.status, withKey.body['code']]).toEqual([503, 'UNAVAILABLE']);
    expect(Number(withKey.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(withoutBucket.services.count(REGISTER)).toBe(0);
    expect((await call({})).status).toBe(201);
    await withoutBucket.stop();
  });
});

describe('the bucket of the keys', () => {
  it('is created again when it was removed under the running gateway', async () => {
    const key = randomUUID();
    await add({ key });
    const manager = await harness.connection.jetstreamManager();
    await manager.streams.delete('KV_idempotency');

    expect((await add({ key })).status).toBe(201);
    const other = await add({ key, body: { ...good, name: 'Another' } });
    expect([other.status, other.body['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });
});
