import { RPC } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import type { Answer } from '../testing/documented-answers.js';
import { GatewayHarness, type Person } from '../testing/gateway-harness.js';
import { TOKEN_TEXT } from '../testing/scripted-services.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const good = { name: 'Production', type: 's4hana-cloud' };

const LIMITS = { RATE_LIMIT_WRITES: '5', RATE_LIMIT_REFUSED_REDEMPTIONS: '2', RATE_LIMIT_READS: '7' };

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start({ env: LIMITS });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  // A new window for every test.
  harness.clock.advance(60_000);
  await harness.services.reset();
});

const add = (as: Person, at = harness.instance) => harness.call('POST', SYSTEMS, { as, body: good, at });
const redeem = (at = harness.instance) =>
  harness.call('POST', EXTENSIONS, { as: 'tenant-admin', body: { integrationToken: TOKEN_TEXT }, at });
const seconds = ({ headers }: Answer) => Number(headers.get('retry-after'));

describe('RATE_LIMIT_WRITES', () => {
  it('limits the writes of each caller per minute, and no reads', async () => {
    const statuses = [];
    for (let write = 1; write <= 5; write += 1) statuses.push((await add('ga-admin')).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201]);

    const refused = await add('ga-admin');
    expect([refused.status, refused.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(seconds(refused)).toBeGreaterThanOrEqual(1);
    expect(seconds(refused)).toBeLessThanOrEqual(60);
    expect(harness.services.count(RPC.tokenIssuance.registerSystem)).toBe(5);

    expect((await add('ga-landscape-admin')).status).toBe(201);
    expect((await harness.call('GET', SYSTEMS, { as: 'ga-admin' })).status).toBe(200);
    harness.clock.advance(seconds(refused) * 1000);
    expect((await add('ga-admin')).status).toBe(201);
  });

  it('does not count forbidden writes', async () => {
    for (let write = 1; write <= 6; write += 1) expect((await add('ga-viewer')).status).toBe(403);
  });
});

describe('RATE_LIMIT_REFUSED_REDEMPTIONS', () => {
  it('limits the refused redemptions of each caller; successful ones do not count', async () => {
    expect((await redeem()).status).toBe(202);
    expect((await redeem()).status).toBe(202);
    harness.services.refuse(RPC.registration.redeemToken, { code: 'TOKEN_INVALID', status: 400, detail: 'No.' });
    expect([(await redeem()).status, (await redeem()).status]).toEqual([400, 400]);

    const limited = await redeem();
    expect([limited.status, limited.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(seconds(limited)).toBeGreaterThanOrEqual(1);
    expect(harness.services.count(RPC.registration.redeemToken)).toBe(4);
  });

  it('does not count an unavailable service', async () => {
    await harness.services.stop(RPC.registration.redeemToken);
    const statuses = [];
    for (let tries = 1; tries <= 4; tries += 1) statuses.push((await redeem()).status);
    expect(statuses).toEqual([503, 503, 503, 503]);
  });
});

describe('RATE_LIMIT_READS', () => {
  it('limits the reads of each caller per minute and instance', async () => {
    const read = (as: Person) => harness.call('GET', SYSTEMS, { as });
    for (let count = 1; count <= 7; count += 1) expect((await read('ga-viewer')).status).toBe(200);
    const refused = await read('ga-viewer');
    expect([refused.status, refused.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(seconds(refused)).toBeGreaterThanOrEqual(1);
    expect((await read('ga-admin')).status).toBe(200);
    harness.clock.advance(seconds(refused) * 1_000);
    expect((await read('ga-viewer')).status).toBe(200);
  });
});

describe('several instances', () => {
  it('hold the limit of refused redemptions together', async () => {
    const other = await harness.startInstance(LIMITS);
    harness.services.refuse(RPC.registration.redeemToken, { code: 'TOKEN_INVALID', status: 400, detail: 'No.' });
    const statuses: number[] = [];
    for (const at of [harness.instance, other, harness.instance, other]) statuses.push((await redeem(at)).status);
    expect(statuses).toEqual([400, 400, 429, 429]);
    await harness.stopInstance(other);
  });

  it('hold the limit of writes together, as soon as they have told each other', async () => {
    const other = await harness.startInstance(LIMITS);
    for (let write = 1; write <= 5; write += 1) await add('ga-admin');
    // Each write tells of itself after its answer, and learns what the others have told.
    const statuses: number[] = [];
    await eventually(async () => {
      statuses.push((await add('ga-admin', other)).status);
      return statuses.at(-1) === 429;
    });
    expect(statuses.filter((status) => status === 201).length).toBeLessThan(5);
    await harness.stopInstance(other);
  });

  it('each hold the limits for themselves while the bucket is unavailable', async () => {
    const alone = await GatewayHarness.start({ env: LIMITS, jetstream: false });
    try {
      const statuses: number[] = [];
      for (let write = 1; write <= 6; write += 1) {
        statuses.push((await alone.call('POST', SYSTEMS, { as: 'ga-admin', body: good })).status);
      }
      expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
    } finally {
      await alone.stop();
    }
  });
});
