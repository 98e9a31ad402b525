import { RPC } from '@system-landscape/contracts';
import { randomUUID } from 'node:crypto';
import { GatewayHarness } from '../testing/gateway-harness.js';
import { EXTENSION, EXTENSION_ID, SYSTEM_ID, TOKEN_TEXT } from '../testing/scripted-services.js';

const EXTENSIONS = '/v1/tenants/my300001/extensions';
const PATH = `${EXTENSIONS}/${EXTENSION_ID}`;
const CALLBACKS = '/v1/tenants/my300001/callbacks';
const { registration, projection } = RPC;

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

describe('redeeming a token', () => {
  it('202 with the extension and its location', async () => {
    const body = { integrationToken: TOKEN_TEXT };
    const answer = await harness.call('POST', EXTENSIONS, { as: 'tenant-admin', body });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual(EXTENSION);
    expect(answer.headers.get('location')).toBe(PATH);
    expect(answer.headers.get('landscape-position')).toBe('4711');
    expect(harness.services.last(registration.redeemToken).data).toEqual({ tenantId: 'my300001', ...body });
  });

  it('a repetition answers with the position from the read model', async () => {
    harness.services.answer(registration.redeemToken, () => ({
      position: null,
      version: 4,
      stream: 'system-x',
      extension: EXTENSION,
    }));
    const key = randomUUID();
    const body = { integrationToken: TOKEN_TEXT };
    const answer = await harness.call('POST', EXTENSIONS, { as: 'tenant-admin', body, key });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('landscape-position')).toBe('4242');
  });

  it('M-19: the same token, pasted with other white space and invisible characters, is the same request', async () => {
    const key = randomUUID();
    for (const integrationToken of [TOKEN_TEXT, `\u200b ${TOKEN_TEXT}\r\n`, `\ufeff${TOKEN_TEXT}\u00a0`]) {
      const answer = await harness.call('POST', EXTENSIONS, { as: 'tenant-admin', body: { integrationToken }, key });
      expect(answer.status).toBe(202);
      expect(harness.services.last(registration.redeemToken).data).toMatchObject({ integrationToken: TOKEN_TEXT });
    }
  });

  it.each([
    {},
    { integrationToken: '' },
    { integrationToken: ' \u200b' },
    { integrationToken: 1 },
    { integrationToken: 'x'.repeat(4097) },
  ])('400 for a body that holds no token', async (body) => {
    const answer = await harness.call('POST', EXTENSIONS, { as: 'tenant-admin', body });
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ field: 'integrationToken' })]);
    expect(harness.services.arrived).toEqual([]);
  });
});

describe('reading extensions', () => {
  it('lists those of the tenant', async () => {
    const answer = await harness.call('GET', `${EXTENSIONS}?limit=2&cursor=c&minPosition=9`, { as: 'tenant-admin' });
    expect(answer.body).toEqual({ items: [EXTENSION], nextCursor: null });
    expect(answer.headers.get('landscape-position')).toBe('5000');
    expect(harness.services.last(projection.listExtensions).data).toEqual({
      tenantId: 'my300001',
      limit: 2,
      cursor: 'c',
      minPosition: '9',
    });
  });

  it('reads one', async () => {
    const answer = await harness.call('GET', `${PATH}?minPosition=9`, { as: 'tenant-admin' });
    expect(answer.body).toEqual(EXTENSION);
    expect(harness.services.last(projection.getExtension).data).toEqual({
      tenantId: 'my300001',
      extensionId: EXTENSION_ID,
      minPosition: '9',
    });
  });

  it.each(['x', SYSTEM_ID, `${SYSTEM_ID}-e1`, `${SYSTEM_ID}-x0`])('%s is no extension: 404', async (id) => {
    for (const method of ['GET', 'DELETE']) {
      expect((await harness.call(method, `${EXTENSIONS}/${id}`, { as: 'tenant-admin' })).status).toBe(404);
    }
    expect(harness.services.arrived).toEqual([]);
  });
});

describe('deleting an extension', () => {
  it.each([
    ['deleted', 204],
    ['deregistering', 202],
  ])('%s is %d', async (outcome, status) => {
    harness.services.answer(registration.deleteExtension, () => ({
      position: '4711',
      version: 9,
      stream: 'system-x',
      outcome,
    }));
    const answer = await harness.call('DELETE', PATH, { as: 'tenant-admin' });
    expect([answer.status, answer.text]).toEqual([status, '']);
    expect(answer.headers.get('landscape-position')).toBe('4711');
    expect(harness.services.last(registration.deleteExtension).data).toEqual({
      tenantId: 'my300001',
      extensionId: EXTENSION_ID,
    });
  });

  it('M-24: DEREGISTER_BLOCKED_REFERENCES with the blockers while the system is used', async () => {
    const blockers = [{ kind: 'formation', id: 'f1', name: 'Quote to Cash' }] as const;
    const refusal = { code: 'DEREGISTER_BLOCKED_REFERENCES', status: 409, detail: 'In use.', blockers } as const;
    harness.services.refuse(registration.deleteExtension, refusal);
    const answer = await harness.call('DELETE', PATH, { as: 'tenant-admin' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'DEREGISTER_BLOCKED_REFERENCES', blockers });
  });

  it('EXTENSION_BUSY while it enables', async () => {
    harness.services.refuse(registration.deleteExtension, { code: 'EXTENSION_BUSY', status: 409, detail: 'Enabling.' });
    const answer = await harness.call('DELETE', PATH, { as: 'tenant-admin' });
    expect([answer.status, answer.body['code']]).toEqual([409, 'EXTENSION_BUSY']);
  });
});

describe('calling back', () => {
  const report = { state: 'FAILED', fencingNumber: 3, reason: 'No such scenario' };

  it('204, and the saga gets the tenant’s report', async () => {
    const path = `${CALLBACKS}/${SYSTEM_ID}/3/activate-extension`;
    const answer = await harness.call('POST', path, { as: 'tenant-my300001', body: report });
    expect([answer.status, answer.text]).toEqual([204, '']);
    const { data, headers } = harness.services.last(registration.reportStep);
    expect(data).toEqual({
      tenantId: 'my300001',
      systemId: SYSTEM_ID,
      attempt: 3,
      step: 'activate-extension',
      report,
    });
    expect(JSON.parse(decodeURIComponent(headers['actor']!))).toMatchObject({ tenantId: 'my300001' });
  });

  it.each([
    ['x', '1', 'establish-trust'],
    [SYSTEM_ID, '0', 'establish-trust'],
    [SYSTEM_ID, '01', 'establish-trust'],
    [SYSTEM_ID, '1e3', 'establish-trust'],
    [SYSTEM_ID, '9'.repeat(10), 'establish-trust'],
    [SYSTEM_ID, '1', 'some-step'],
  ])('%s/%s/%s is not a step: 404', async (...parts) => {
    const path = `${CALLBACKS}/${parts.join('/')}`;
    expect((await harness.call('POST', path, { as: 'tenant-my300001', body: report })).status).toBe(404);
    expect(harness.services.arrived).toEqual([]);
  });

  it.each([
    { fencingNumber: 1 },
    { state: 'COMPLETED' },
    { state: 'COMPLETED', fencingNumber: 0 },
    { state: 'COMPLETED', fencingNumber: '1' },
    { state: '', fencingNumber: 1 },
    { ...report, reason: 'x'.repeat(4097) },
    { ...report, more: 1 },
  ])('400 for an invalid report', async (body) => {
    const path = `${CALLBACKS}/${SYSTEM_ID}/1/establish-trust`;
    expect((await harness.call('POST', path, { as: 'tenant-my300001', body })).status).toBe(400);
    expect(harness.services.arrived).toEqual([]);
  });
});
