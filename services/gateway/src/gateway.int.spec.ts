import { RPC } from '@system-landscape/contracts';
import { extensionIdOf, nameIdOf, systemIdOf } from '@system-landscape/domain';
import { InlineGateway, type Claims } from './testing/inline-gateway.js';

const ID = systemIdOf(nameIdOf('ga-1', 'S'), 1);
const EXTENSION = extensionIdOf(ID, 1);
const SYSTEMS = '/v1/global-accounts/ga-1/systems';
const EXTENSIONS = '/v1/tenants/t-1/extensions';
const account = (role: string, ga = 'ga-1'): Claims => ({ sub: role, roles: [role], global_account: ga });
const tenant = (role: string, id = 't-1'): Claims => ({ sub: role, roles: [role], tenant: id });
const ADMIN = account('global-account-admin');
const TENANT_ADMIN = tenant('tenant-admin');
const ALL = [
  ADMIN,
  account('system-landscape-admin'),
  account('system-landscape-viewer'),
  TENANT_ADMIN,
  tenant('tenant-system'),
  { sub: 'operator', roles: ['operator'] },
];
const ADMINS = ['global-account-admin', 'system-landscape-admin'];
const READERS = [...ADMINS, 'system-landscape-viewer'];

const SYSTEM = { id: ID, globalAccountId: 'ga-1', name: 'S', version: 2, position: '5' };
const TOKEN = { tokenId: 't', value: 'v', issuedAt: 'a', expiresAt: 'b', replaced: false };
const WRITTEN = { position: '7', version: 2, stream: `system-${nameIdOf('ga-1', 'S')}` };
const NEW = { name: 'S', type: 's4hana-cloud' };

let harness: InlineGateway;
beforeAll(async () => {
  harness = await InlineGateway.start({ RATE_LIMIT_REFUSED_REDEMPTIONS: '2' });
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.asked.length = 0;
  const { tokenIssuance, registration, projection, systemTypes } = RPC;
  const page = { items: [], nextCursor: null, position: '9' };
  harness.answer(tokenIssuance.registerSystem, {
    ...WRITTEN,
    system: { ...SYSTEM, position: null },
    integrationToken: TOKEN,
  });
  harness.answer(tokenIssuance.displayToken, { ...WRITTEN, integrationToken: TOKEN });
  harness.answer(tokenIssuance.issueToken, { ...WRITTEN, integrationToken: TOKEN });
  harness.answer(tokenIssuance.cancelRegistration, WRITTEN);
  harness.answer(registration.redeemToken, { ...WRITTEN, extension: { extensionId: EXTENSION } });
  harness.answer(registration.deleteExtension, { ...WRITTEN, outcome: 'deleted' });
  harness.answer(registration.reportStep, {});
  harness.answer(projection.listSystems, page);
  harness.answer(projection.listExtensions, page);
  harness.answer(projection.getSystemHistory, page);
  harness.answer(projection.getSystem, { system: SYSTEM, position: '9' });
  harness.answer(projection.getExtension, { extension: { extensionId: EXTENSION }, position: '9' });
  harness.answer(projection.getPosition, { position: '5' });
  harness.answer(projection.getStatus, { position: '9' });
  harness.answer(systemTypes.list, { types: [] });
});

describe('authorization', () => {
  const report = { state: 'done', fencingNumber: 1 };
  it.each<[string, string, unknown, readonly string[], number]>([
    ['POST', SYSTEMS, NEW, ADMINS, 201],
    ['GET', SYSTEMS, undefined, READERS, 200],
    ['GET', `${SYSTEMS}/${ID}`, undefined, READERS, 200],
    ['GET', `${SYSTEMS}/${ID}/history`, undefined, READERS, 200],
    ['GET', `${SYSTEMS}/${ID}/integration-token`, undefined, ADMINS, 200],
    ['POST', `${SYSTEMS}/${ID}/integration-token`, undefined, ADMINS, 201],
    ['DELETE', `${SYSTEMS}/${ID}`, undefined, ADMINS, 204],
    ['POST', EXTENSIONS, { integrationToken: 'x' }, ['tenant-admin'], 202],
    ['GET', EXTENSIONS, undefined, ['tenant-admin'], 200],
    ['GET', `${EXTENSIONS}/${EXTENSION}`, undefined, ['tenant-admin'], 200],
    ['DELETE', `${EXTENSIONS}/${EXTENSION}`, undefined, ['tenant-admin'], 204],
    ['POST', `/v1/tenants/t-1/callbacks/${ID}/1/CREATE_USER`, report, ['tenant-system'], 0],
    ['GET', '/v1/system-types', undefined, ALL.map(({ sub }) => sub), 200],
    ['GET', '/v1/operations/projection', undefined, ['operator'], 200],
  ])('%s %s', async (method, path, body, allowed, status) => {
    expect((await harness.call(method, path, { body })).status).toBe(401);
    for (const as of ALL) {
      const answer = await harness.call(method, path, { as, body });
      if (!allowed.includes(as.sub))
        expect([as.sub, answer.status, answer.body['code']]).toEqual([as.sub, 403, 'FORBIDDEN']);
      else if (status > 0) expect([as.sub, answer.status]).toEqual([as.sub, status]);
      else expect(answer.status).not.toBe(403);
    }
  });

  it('answers 404 for another account or tenant', async () => {
    for (const as of [account('global-account-admin', 'ga-2'), { sub: 'x', roles: ['global-account-admin'] }]) {
      expect((await harness.call('GET', `${SYSTEMS}/${ID}`, { as })).body['code']).toBe('NOT_FOUND');
      expect((await harness.call('POST', SYSTEMS, { as, body: {} })).status).toBe(404);
    }
    expect((await harness.call('GET', EXTENSIONS, { as: tenant('tenant-admin', 't-2') })).status).toBe(404);
    expect(harness.asked).toEqual([]);
  });

  it('refuses tokens for another audience and expired ones', async () => {
    const aMinuteAgo = Math.floor(Date.now() / 1000) - 60;
    for (const options of [{ audience: 'other' }, { expiresAt: aMinuteAgo }]) {
      const token = await harness.token(ADMIN, options);
      const answer = await harness.call('GET', SYSTEMS, { headers: { authorization: `Bearer ${token}` } });
      expect([answer.status, answer.body['code']]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });
});

describe('writes', () => {
  it('send the caller to the service, and answer the new system with the next step', async () => {
    const headers = { 'idempotency-key': 'key 1', 'x-correlation-id': 'c-1' };
    const answer = await harness.call('POST', SYSTEMS, { as: ADMIN, body: NEW, headers });
    expect(harness.asked).toMatchObject([
      {
        subject: RPC.tokenIssuance.registerSystem.subject,
        data: { globalAccountId: 'ga-1', ...NEW },
        actor: { subject: ADMIN.sub, roles: ADMIN.roles, globalAccountId: 'ga-1' },
        idempotencyKey: 'key 1',
        correlationId: 'c-1',
      },
    ]);
    expect(answer.body).toMatchObject({ system: { id: ID, position: '7' }, integrationToken: TOKEN });
    expect(answer.body['nextStep']).toMatchObject({ url: expect.stringMatching(/\/docs\/tenant-side$/) as string });
    expect(answer.headers.get('location')).toBe(`${SYSTEMS}/${ID}`);
    expect(answer.headers.get('landscape-position')).toBe('7');
    expect(answer.headers.get('x-correlation-id')).toBe('c-1');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('get the position of a repetition from the read model', async () => {
    harness.answer(RPC.tokenIssuance.registerSystem, {
      ...WRITTEN,
      position: null,
      system: { ...SYSTEM, position: null },
      integrationToken: TOKEN,
    });
    const answer = await harness.call('POST', SYSTEMS, { as: ADMIN, body: NEW });
    expect(harness.asked.at(-1)?.data).toEqual({ stream: WRITTEN.stream, version: 2 });
    expect(answer.headers.get('landscape-position')).toBe('5');
    expect(answer.body['system']).toMatchObject({ position: '5' });
  });

  it('bind an idempotency key to its body', async () => {
    const send = async (body: object, key = 'k') =>
      (await harness.call('POST', SYSTEMS, { as: ADMIN, body, headers: { 'idempotency-key': key } })).status;
    expect(await send(NEW)).toBe(201);
    expect(await send({ type: NEW.type, name: NEW.name })).toBe(201);
    expect(await send({ ...NEW, name: 'T' })).toBe(422);
    expect(await send(NEW, 'x'.repeat(256))).toBe(400);
  });

  it('answer 202 while an extension is being deleted', async () => {
    harness.answer(RPC.registration.deleteExtension, { ...WRITTEN, outcome: 'deregistering' });
    expect((await harness.call('DELETE', `${EXTENSIONS}/${EXTENSION}`, { as: TENANT_ADMIN })).status).toBe(202);
  });

  it('accept an empty body with the content type of JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await harness.call('DELETE', `${SYSTEMS}/${ID}`, { as: ADMIN, headers })).status).toBe(204);
  });

  it('limit refused redemptions only', async () => {
    const as = { ...TENANT_ADMIN, sub: 'guesser' };
    const redeem = () => harness.call('POST', EXTENSIONS, { as, body: { integrationToken: 'x' } });
    for (let i = 0; i < 4; i++) expect((await redeem()).status).toBe(202);
    harness.answer(RPC.registration.redeemToken, { error: { code: 'TOKEN_INVALID', status: 400, detail: 'No.' } });
    expect([(await redeem()).status, (await redeem()).status]).toEqual([400, 400]);
    const limited = await redeem();
    expect([limited.status, limited.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('reads', () => {
  it('pass the query on and answer their position', async () => {
    const answer = await harness.call('GET', `${SYSTEMS}?limit=5&sort=-name&minPosition=3`, { as: ADMIN });
    expect(harness.asked[0]?.data).toEqual({ globalAccountId: 'ga-1', limit: 5, sort: '-name', minPosition: '3' });
    expect(answer.body).toEqual({ items: [], nextCursor: null });
    expect(answer.headers.get('landscape-position')).toBe('9');
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'sort=id', 'minPosition=-1', 'colour=red'])(
    'refuse ?%s',
    async (query) => {
      const answer = await harness.call('GET', `${SYSTEMS}?${query}`, { as: ADMIN });
      expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
      expect(answer.body['errors']).toMatchObject([{ field: query.split('=')[0] }]);
    },
  );

  it('answer 304 for a known entity tag', async () => {
    const tag = (await harness.call('GET', `${SYSTEMS}/${ID}`, { as: ADMIN })).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"/);
    const headers = { 'if-none-match': tag };
    const again = await harness.call('GET', `${SYSTEMS}/${ID}`, { as: ADMIN, headers });
    expect([again.status, again.headers.get('etag'), again.headers.get('landscape-position')]).toEqual([304, tag, '9']);
    harness.answer(RPC.projection.getSystem, { system: { ...SYSTEM, version: 3 }, position: '10' });
    expect((await harness.call('GET', `${SYSTEMS}/${ID}`, { as: ADMIN, headers })).status).toBe(200);
  });
});

describe('problems', () => {
  it.each<[string, string, unknown, Record<string, string>, number, string]>([
    ['an unknown member', SYSTEMS, { ...NEW, colour: 'red' }, {}, 400, 'VALIDATION_FAILED'],
    ['malformed JSON', SYSTEMS, '{', {}, 400, 'VALIDATION_FAILED'],
    ['a body that is no object', SYSTEMS, '[]', {}, 400, 'VALIDATION_FAILED'],
    ['no body', SYSTEMS, undefined, {}, 400, 'VALIDATION_FAILED'],
    ['too large a body', SYSTEMS, { name: 'x'.repeat(70_000) }, {}, 413, 'PAYLOAD_TOO_LARGE'],
    ['another media type', SYSTEMS, 'x', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a malformed id', `${SYSTEMS}/nope/integration-token`, undefined, {}, 404, 'NOT_FOUND'],
    ['an unknown route', '/v1/nope', NEW, {}, 404, 'NOT_FOUND'],
  ])('%s', async (_, path, body, headers, status, code) => {
    const answer = await harness.call('POST', path, { as: ADMIN, body, headers });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const correlationId = answer.headers.get('x-correlation-id');
    const type = `urn:system-landscape:problem:${code}`;
    expect(answer.body).toMatchObject({ type, status, code, correlationId });
    expect(answer.status).toBe(status);
  });

  it('answer refusals of services, with blockers and Retry-After', async () => {
    const blockers = [{ kind: 'formation', id: 'f', name: 'F' }];
    const error = { code: 'DEREGISTER_BLOCKED_REFERENCES', status: 409, detail: 'In use.', blockers };
    harness.answer(RPC.tokenIssuance.cancelRegistration, { error });
    const blocked = await harness.call('DELETE', `${SYSTEMS}/${ID}`, { as: ADMIN });
    expect([blocked.status, blocked.body['blockers']]).toEqual([409, blockers]);

    const behind = { code: 'READ_MODEL_BEHIND', status: 503, detail: 'Behind.', retryAfter: 2 };
    harness.answer(RPC.projection.listSystems, { error: behind });
    const late = await harness.call('GET', SYSTEMS, { as: ADMIN });
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '2']);
  });
});
