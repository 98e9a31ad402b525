import { RPC } from '@system-landscape/contracts';
import { GatewayHarness } from '../testing/gateway-harness.js';
import { ENTITLEMENT_CONFIGURATION, SYSTEM_ID } from '../testing/scripted-services.js';

const CONFIGURATIONS = '/v1/global-accounts/ga-demo/entitlement-configurations';
const good = { subaccount: 'dev', service: 's4-hana-cloud', plan: 'messaging', systemId: SYSTEM_ID };
const { assignment, projection } = RPC;

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

describe('entitlement configurations', () => {
  it('are configured: 201 with the configuration and its location', async () => {
    const answer = await harness.call('POST', CONFIGURATIONS, { as: 'ga-admin', body: good });
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `${CONFIGURATIONS}/${SYSTEM_ID}-e1`]);
    expect(answer.headers.get('landscape-position')).toBe('4711');
    expect(answer.body).toEqual(ENTITLEMENT_CONFIGURATION);
    const { data } = harness.services.last(assignment.configureEntitlement);
    expect(data).toEqual({ globalAccountId: 'ga-demo', ...good });
  });

  it('N-12: 409 for a system that is not Registered', async () => {
    const error = { code: 'SYSTEM_NOT_REGISTERED', status: 409, detail: 'The system is ERROR.' } as const;
    harness.services.refuse(assignment.configureEntitlement, error);
    const answer = await harness.call('POST', CONFIGURATIONS, { as: 'ga-admin', body: good });
    expect([answer.status, answer.body['code']]).toEqual([409, 'SYSTEM_NOT_REGISTERED']);
  });

  it.each([
    [{ ...good, subaccount: 'a b' }, 'subaccount'],
    [{ ...good, subaccount: 'x'.repeat(65) }, 'subaccount'],
    [{ ...good, service: '' }, 'service'],
    [{ ...good, service: ' x' }, 'service'],
    [{ ...good, plan: 'tab\there' }, 'plan'],
    [{ ...good, plan: undefined }, 'plan'],
    [{ ...good, plan: ['a'] }, 'plan'],
    [{ ...good, systemId: 7 }, 'systemId'],
    [{ ...good, more: 1 }, 'more'],
  ])('%j: 400 names the field', async (body, field) => {
    const answer = await harness.call('POST', CONFIGURATIONS, { as: 'ga-admin', body });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ field })]);
    expect(harness.services.arrived).toEqual([]);
  });

  it('are listed with their position', async () => {
    const page = await harness.call('GET', `${CONFIGURATIONS}?limit=2&cursor=abc&minPosition=3`, { as: 'ga-viewer' });
    expect(page.body).toEqual({ items: [ENTITLEMENT_CONFIGURATION], nextCursor: null });
    expect(page.headers.get('landscape-position')).toBe('5000');
    const query = { globalAccountId: 'ga-demo', limit: 2, cursor: 'abc', minPosition: '3' };
    expect(harness.services.last(projection.listEntitlementConfigurations).data).toEqual(query);
  });

  it('are removed: 204 with nothing but the position', async () => {
    const answer = await harness.call('DELETE', `${CONFIGURATIONS}/${SYSTEM_ID}-e1`, { as: 'ga-admin' });
    expect([answer.status, answer.text, answer.headers.get('landscape-position')]).toEqual([204, '', '4711']);
    const asked = { globalAccountId: 'ga-demo', entitlementConfigurationId: `${SYSTEM_ID}-e1` };
    expect(harness.services.last(assignment.removeEntitlementConfiguration).data).toEqual(asked);
  });

  it.each([`${SYSTEM_ID}-x1`, SYSTEM_ID, 'x', `${SYSTEM_ID}-e0`])(
    'DELETE …/%s: 404, without a call to a service',
    async (id) => {
      const answer = await harness.call('DELETE', `${CONFIGURATIONS}/${id}`, { as: 'ga-admin' });
      expect([answer.status, answer.body['code']]).toEqual([404, 'NOT_FOUND']);
      expect(harness.services.arrived).toEqual([]);
    },
  );
});
