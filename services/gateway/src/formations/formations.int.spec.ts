import { RPC } from '@system-landscape/contracts';
import { GatewayHarness } from '../testing/gateway-harness.js';
import { FORMATION, FORMATION_ID, SYSTEM_ID } from '../testing/scripted-services.js';

const FORMATIONS = '/v1/global-accounts/ga-demo/formations';
const PATH = `${FORMATIONS}/${FORMATION_ID}`;
const MEMBER = `${PATH}/systems/${SYSTEM_ID}`;
const { assignment, projection } = RPC;

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

describe('creating a formation', () => {
  it.each([{}, { type: null }, { type: 'side-by-side' }])(
    '201 with the formation and its location, for a body with %j',
    async (more) => {
      const body = { name: 'Order to cash', ...more };
      const answer = await harness.call('POST', FORMATIONS, {
        as: 'ga-landscape-admin',
        body,
        key: `k ${JSON.stringify(more)}`,
      });
      expect([answer.status, answer.headers.get('location')]).toEqual([201, PATH]);
      expect(answer.headers.get('landscape-position')).toBe('4711');
      expect(answer.body).toEqual({ ...FORMATION, systems: [] });
      const { data, headers } = harness.services.last(assignment.createFormation);
      expect(data).toEqual({ globalAccountId: 'ga-demo', ...body });
      expect(decodeURIComponent(headers['idempotency-key']!)).toBe(`k ${JSON.stringify(more)}`);
    },
  );

  it.each([
    [{}, 'name'],
    [{ name: 1 }, 'name'],
    [{ name: 'x', type: {} }, 'type'],
    [{ name: 'x', systems: [] }, 'systems'],
  ])('%j: 400 names the field', async (body, field) => {
    const answer = await harness.call('POST', FORMATIONS, { as: 'ga-admin', body });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ field })]);
    expect(harness.services.arrived).toEqual([]);
  });

  it('the same key with another body: 422', async () => {
    const create = (name: string) => harness.call('POST', FORMATIONS, { as: 'ga-admin', body: { name }, key: 'once' });
    expect((await create('a')).status).toBe(201);
    const other = await create('b');
    expect([other.status, other.body['code']]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });
});

describe('reading formations', () => {
  it('answers a page, and one formation, with their position', async () => {
    const page = await harness.call('GET', `${FORMATIONS}?limit=1&cursor=abc&minPosition=3`, { as: 'ga-viewer' });
    expect(page.body).toEqual({ items: [FORMATION], nextCursor: 'next' });
    expect(page.headers.get('landscape-position')).toBe('5000');
    const query = { globalAccountId: 'ga-demo', limit: 1, cursor: 'abc', minPosition: '3' };
    expect(harness.services.last(projection.listFormations).data).toEqual(query);

    const one = await harness.call('GET', `${PATH}?minPosition=7`, { as: 'ga-viewer' });
    expect(one.body).toEqual(FORMATION);
    expect(one.headers.get('landscape-position')).toBe('5000');
    const asked = { globalAccountId: 'ga-demo', formationId: FORMATION_ID, minPosition: '7' };
    expect(harness.services.last(projection.getFormation).data).toEqual(asked);
  });
});

describe('changing a formation', () => {
  it.each([
    ['PUT', MEMBER, assignment.includeSystem, { formationId: FORMATION_ID, systemId: SYSTEM_ID }],
    ['DELETE', MEMBER, assignment.excludeSystem, { formationId: FORMATION_ID, systemId: SYSTEM_ID }],
    ['DELETE', PATH, assignment.deleteFormation, { formationId: FORMATION_ID }],
  ])('%s %s: 204 with nothing but the position', async (method, path, subject, data) => {
    const answer = await harness.call(method, path, { as: 'ga-admin' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers.get('landscape-position')).toBe('4711');
    expect(harness.services.last(subject).data).toEqual({ globalAccountId: 'ga-demo', ...data });
  });

  it('N-06: 409 for a system that is not Registered', async () => {
    const error = { code: 'SYSTEM_NOT_REGISTERED', status: 409, detail: 'The system is PENDING.' } as const;
    harness.services.refuse(assignment.includeSystem, error);
    const answer = await harness.call('PUT', MEMBER, { as: 'ga-admin' });
    expect([answer.status, answer.body['code']]).toEqual([409, 'SYSTEM_NOT_REGISTERED']);
  });

  it('400 for an unknown member', async () => {
    const answer = await harness.call('PUT', MEMBER, { as: 'ga-admin', body: { more: 1 } });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it.each([
    `${FORMATIONS}/x`,
    `${FORMATIONS}/x/systems/${SYSTEM_ID}`,
    `${PATH}/systems/x`,
    `${FORMATIONS}/${SYSTEM_ID}`,
  ])('DELETE %s: 404 for a malformed id, without a call to a service', async (path) => {
    const answer = await harness.call('DELETE', path, { as: 'ga-admin' });
    expect([answer.status, answer.body['code']]).toEqual([404, 'NOT_FOUND']);
    expect(harness.services.arrived).toEqual([]);
  });
});
