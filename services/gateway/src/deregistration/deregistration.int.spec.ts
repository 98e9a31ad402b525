import { RPC } from '@system-landscape/contracts';
import { GatewayHarness } from '../testing/gateway-harness.js';
import { DEREGISTRATION, SYSTEM_ID } from '../testing/scripted-services.js';

const PATH = `/v1/global-accounts/ga-demo/systems/${SYSTEM_ID}/deregistration`;
const { deregistration, projection } = RPC;

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

describe('deregistering a system', () => {
  it('R7: 202 with its state and the log position', async () => {
    const answer = await harness.call('POST', PATH, { as: 'ga-landscape-admin', key: 'once' });
    expect([answer.status, answer.body]).toEqual([202, DEREGISTRATION]);
    expect(answer.headers.get('landscape-position')).toBe('4711');
    const { data, headers } = harness.services.last(deregistration.start);
    expect(data).toEqual({ globalAccountId: 'ga-demo', systemId: SYSTEM_ID });
    expect(headers['idempotency-key']).toBe('once');
  });

  it('M-24: 409 with the blockers by name', async () => {
    const blockers = [
      { kind: 'entitlement', id: `${SYSTEM_ID}-e1`, name: 'messaging (default) in dev' },
      { kind: 'formation', id: 'f1', name: 'Quote to Cash' },
    ] as const;
    const refusal = { code: 'DEREGISTER_BLOCKED_REFERENCES', status: 409, detail: 'In use.', blockers } as const;
    harness.services.refuse(deregistration.start, refusal);
    const answer = await harness.call('POST', PATH, { as: 'ga-admin' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'DEREGISTER_BLOCKED_REFERENCES', blockers });
  });

  it('M-26: 409 in a status that does not allow it', async () => {
    harness.services.refuse(deregistration.start, { code: 'DEREGISTER_BLOCKED_STATUS', status: 409, detail: 'Runs.' });
    const answer = await harness.call('POST', PATH, { as: 'ga-admin' });
    expect([answer.status, answer.body['code'], answer.body['detail']]).toEqual([
      409,
      'DEREGISTER_BLOCKED_STATUS',
      'Runs.',
    ]);
  });

  it('400 for a body with members, 404 for a malformed system id', async () => {
    expect((await harness.call('POST', PATH, { as: 'ga-admin', body: { force: true } })).status).toBe(400);
    const nowhere = '/v1/global-accounts/ga-demo/systems/x/deregistration';
    for (const method of ['GET', 'POST']) {
      expect((await harness.call(method, nowhere, { as: 'ga-admin' })).status).toBe(404);
    }
    expect(harness.services.arrived).toEqual([]);
  });
});

it('M-24: the preview names the blockers', async () => {
  const answer = await harness.call('GET', `${PATH}?minPosition=9`, { as: 'ga-viewer' });
  expect([answer.status, answer.body]).toEqual([200, DEREGISTRATION]);
  expect(answer.headers.get('landscape-position')).toBe('5000');
  expect(harness.services.last(projection.getDeregistration).data).toEqual({
    globalAccountId: 'ga-demo',
    systemId: SYSTEM_ID,
    minPosition: '9',
  });
});
