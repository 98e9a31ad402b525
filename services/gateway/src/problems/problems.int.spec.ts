import { PROBLEMS, RPC, type ProblemCode } from '@system-landscape/contracts';
import { GatewayHarness, type CallOptions } from '../testing/gateway-harness.js';
import { SYSTEM_ID, TOKEN_TEXT } from '../testing/scripted-services.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const good = { name: 'Production', type: 's4hana-cloud' };
const asJson = { 'content-type': 'application/json' };

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

const add = (options: CallOptions) => harness.call('POST', SYSTEMS, { as: 'ga-admin', ...options });
const list = (query: string) => harness.call('GET', `${SYSTEMS}?${query}`, { as: 'ga-viewer' });

describe('every problem', () => {
  it('is problem details (RFC 9457) with the correlation id of the answer', async () => {
    const { status, headers, body } = await add({ body: {}, headers: { 'x-correlation-id': 'c-1' } });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-correlation-id')).toBe('c-1');
    expect(body).toMatchObject({
      type: 'urn:system-landscape:problem:VALIDATION_FAILED',
      title: PROBLEMS.VALIDATION_FAILED.title,
      status: 400,
      code: 'VALIDATION_FAILED',
      correlationId: 'c-1',
    });
    expect(typeof body['detail']).toBe('string');
  });

  it.each(Object.entries(PROBLEMS) as [ProblemCode, { status: number; title: string }][])(
    '%s of a service keeps its code, with its status and title',
    async (code, { status, title }) => {
      harness.services.refuse(RPC.tokenIssuance.registerSystem, { code, status, detail: 'Because.' });
      const answer = await add({ body: good, isUndocumented: true });
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ code, status, title, detail: 'Because.' });
    },
  );

  // A service of a newer release, next to a gateway of this one.
  it.each([
    ['with its title', { status: 409, title: 'It is frozen' }, 409, 'It is frozen'],
    ['without a title', { status: 409 }, 409, 'The request was refused'],
    ['that is temporary', { status: 503, title: 'Being moved', retryAfter: 4 }, 503, 'Being moved'],
  ])('of a code that the gateway does not know is passed on, %s', async (_, more, status, title) => {
    const errors = [{ field: 'name', code: 'FROZEN', message: 'No.' }];
    const error = { code: 'SYSTEM_FROZEN' as ProblemCode, detail: 'It is frozen.', errors, ...more };
    harness.services.refuse(RPC.tokenIssuance.registerSystem, error);
    const answer = await add({ body: good });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toEqual({
      type: 'urn:system-landscape:problem:SYSTEM_FROZEN',
      title,
      status,
      detail: 'It is frozen.',
      code: 'SYSTEM_FROZEN',
      correlationId: answer.headers.get('x-correlation-id'),
      errors,
    });
    expect(answer.headers.get('retry-after')).toBe(status === 503 ? '4' : null);
  });

  it.each([
    ['the status of a success', { code: 'SYSTEM_FROZEN', status: 200 }],
    ['no status', { code: 'SYSTEM_FROZEN', status: undefined }],
  ])('with %s is answered as unexpected', async (_, error) => {
    harness.services.refuse(RPC.tokenIssuance.registerSystem, { detail: 'Odd.', ...error } as never);
    expect((await add({ body: good })).body).toMatchObject({ code: 'INTERNAL', status: 500 });
  });

  it('keeps fields, blockers and Retry-After of a service', async () => {
    const errors = [{ field: 'name', code: 'NAME_INVALID', message: 'No.' }];
    const blockers = [{ kind: 'formation' as const, id: 'f-1', name: 'Production' }];
    harness.services.refuse(RPC.tokenIssuance.registerSystem, {
      code: 'UNAVAILABLE',
      status: 503,
      detail: 'Not now.',
      errors,
      blockers,
      retryAfter: 7,
    });
    const answer = await add({ body: good });
    expect(answer.body).toMatchObject({ errors, blockers });
    expect(answer.headers.get('retry-after')).toBe('7');
  });

  it('READ_MODEL_BEHIND has Retry-After', async () => {
    harness.services.refuse(RPC.projection.listSystems, {
      code: 'READ_MODEL_BEHIND',
      status: 503,
      detail: 'Behind.',
      retryAfter: 1,
    });
    const answer = await list('minPosition=99999');
    expect([answer.status, answer.body['code']]).toEqual([503, 'READ_MODEL_BEHIND']);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('503 with Retry-After when no service answers', async () => {
    await harness.services.stop(RPC.tokenIssuance.registerSystem);
    const answer = await add({ body: good });
    expect([answer.status, answer.body['code']]).toEqual([503, 'UNAVAILABLE']);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it.each([
    ['no JSON', 'Error: s3cret at system-6f1f0c8e', 503, 'UNAVAILABLE'],
    ['what is no code', '{"error":{"code":"what ever","status":418,"detail":"s3cret"}}', 500, 'INTERNAL'],
    ['another shape', '{"position":null}', 500, 'INTERNAL'],
  ])('shows the correlation id and no cause when a service answers %s', async (_, reply, status, code) => {
    harness.services.answer(RPC.tokenIssuance.registerSystem, () => reply);
    const answer = await add({ body: good, headers: { 'x-correlation-id': 'c-2' } });
    expect([answer.status, answer.body['code'], answer.body['correlationId']]).toEqual([status, code, 'c-2']);
    expect(answer.text).not.toMatch(/s3cret|system-6f1f|what ever|TypeError|SyntaxError|node_modules/);
  });
});

describe('bodies', () => {
  it.each([
    ['malformed', '{"name": '],
    ['an array', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['empty', ''],
    ['with a poisoned prototype', '{"name":"a","type":"b","__proto__":{"x":1}}'],
  ])('400 VALIDATION_FAILED when %s', async (_, text) => {
    const answer = await add({ text, headers: asJson });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(harness.services.arrived).toEqual([]);
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    '415 for %s',
    async (contentType) => {
      const answer = await add({ text: JSON.stringify(good), headers: { 'content-type': contentType } });
      expect([answer.status, answer.body['code']]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  it.each([
    ['a content coding', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
    ['another charset', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['no content type', { 'content-type': '' }],
  ])('415 for %s says what would be taken', async (_, headers) => {
    const answer = await add({ text: JSON.stringify(good), headers });
    expect([answer.status, answer.body['code']]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect([answer.headers.get('accept'), answer.headers.get('accept-encoding')]).toEqual([
      'application/json',
      'identity',
    ]);
  });

  it('400 for a body that is not UTF-8', async () => {
    const bytes = Buffer.from('{"name":"caf\xe9","type":"s4hana-cloud"}', 'latin1');
    const answer = await add({ text: bytes, headers: asJson });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body['detail']).toMatch(/UTF-8/);
  });

  it.each([
    ['{"name":"\\ud800","type":"s4hana-cloud"}', /name holds half of a surrogate pair/],
    ['{"__proto__":{"a":1},"name":"x","type":"s4hana-cloud"}', /a member that every object inherits/],
    ['{"name":"x",}', /is not JSON/],
  ])('400 for %s says what is wrong with it', async (text, detail) => {
    const answer = await add({ text, headers: asJson });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body['detail']).toMatch(detail);
    expect(harness.services.arrived).toEqual([]);
  });

  it('takes JSON with a charset', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await add({ text: JSON.stringify(good), headers })).status).toBe(201);
  });

  it('413 above 64 KiB', async () => {
    const answer = await add({ body: { ...good, name: 'x'.repeat(64 * 1024) } });
    expect([answer.status, answer.body['code']]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it.each([
    ['POST', SYSTEMS, { ...good, more: 1 }],
    ['POST', `${SYSTEMS}/${SYSTEM_ID}/integration-token`, { more: 1 }],
    ['DELETE', `${SYSTEMS}/${SYSTEM_ID}`, { more: 1 }],
  ])('%s %s: 400 names an unknown member', async (method, path, body) => {
    const answer = await harness.call(method, path, { as: 'ga-admin', body });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ field: 'more', code: 'UNKNOWN_MEMBER' })]);
    expect(harness.services.arrived).toEqual([]);
  });

  it.each([
    [{ type: 's4hana-cloud' }, 'name'],
    [{ name: 1, type: 's4hana-cloud' }, 'name'],
    [{ name: 'x' }, 'type'],
    [{ name: 'x', type: ['a'] }, 'type'],
    [{ ...good, communicationScenarioGroup: {} }, 'communicationScenarioGroup'],
  ])('%j: 400 names the field', async (body, field) => {
    const answer = await add({ body });
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ field, code: 'INVALID' })]);
  });

  it.each([
    ['nested arrays', `{"name":${'['.repeat(25_000)}${']'.repeat(25_000)}}`],
    ['unknown members', `{${Array.from({ length: 6_000 }, (_, index) => `"m${index}":1`).join()}}`],
    ['an unknown member', `{"${'x'.repeat(60_000)}":1}`],
  ])('50 KB of %s: 400, in a short answer', async (_, text) => {
    const answer = await add({ text, headers: asJson });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.text.length).toBeLessThan(4_500);
  });

  it('a refused token is never in the response', async () => {
    const answers = [
      await harness.call('POST', EXTENSIONS, {
        as: 'tenant-admin',
        body: { integrationToken: TOKEN_TEXT, more: TOKEN_TEXT },
      }),
      await harness.call('POST', EXTENSIONS, { as: 'tenant-admin', body: { integrationToken: [TOKEN_TEXT] } }),
      await harness.call('POST', EXTENSIONS, { as: 'tenant-admin', text: `{"${TOKEN_TEXT}`, headers: asJson }),
      await harness.call('POST', EXTENSIONS, {
        as: 'tenant-admin',
        body: { integrationToken: TOKEN_TEXT.repeat(100) },
      }),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(400);
      expect(text).not.toContain(TOKEN_TEXT.slice(4, 40));
    }
  });
});

describe('queries', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=x', 'limit'],
    ['limit=99999999999999999999', 'limit'],
    ['sort=id', 'sort'],
    ['__proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
    ['sort=name&sort=-name', 'sort'],
    ['status=GONE', 'status'],
    ['status[a]=PENDING', 'status[a]'],
    [`q=${'x'.repeat(129)}`, 'q'],
    [`cursor=${'x'.repeat(1025)}`, 'cursor'],
    ['minPosition=-1', 'minPosition'],
    ['minPosition=x', 'minPosition'],
    [`minPosition=${'9'.repeat(21)}`, 'minPosition'],
    ['unknown=1', 'unknown'],
  ])('%s: 400 names the field', async (query, field) => {
    const answer = await list(query);
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ field })]);
    expect(harness.services.arrived).toEqual([]);
  });

  it.each([
    ['limit=', 'limit is empty'],
    ['cursor=', 'cursor is empty'],
    ['type=', 'type is empty'],
    ['minPosition=', 'minPosition is empty'],
    ['limit=1&limit=2', 'limit is given more than once'],
    ['limit=1&limit=1', 'limit is given more than once'],
    ['q=a&q=b', 'q is given more than once'],
  ])('%s: 400 says that %s', async (query, message) => {
    const answer = await list(query);
    expect(answer.body['errors']).toEqual([{ field: message.split(' ')[0], code: 'INVALID', message }]);
  });

  it.each(['yesterday', '2026-01-05', '-1', '2026-01-05T08:00:00', '1'.repeat(21)])('asOf=%s: 400', async (asOf) => {
    const answer = await harness.call('GET', `${SYSTEMS}/${SYSTEM_ID}?asOf=${asOf}`, { as: 'ga-viewer' });
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ field: 'asOf' })]);
  });
});

describe('addresses', () => {
  it.each([
    ['GET', '/', 404],
    ['GET', '/v1', 404],
    ['GET', '/v1/nothing', 404],
    ['POST', '/v1/nothing', 404],
    ['OPTIONS', '/v1/nothing', 404],
    ['POST', '/v1/system-types', 405],
    ['PATCH', `${SYSTEMS}/${SYSTEM_ID}`, 405],
    ['GET', `/v1/tenants/my300001/callbacks/${SYSTEM_ID}/1/establish-trust`, 405],
    ['PUT', SYSTEMS, 405],
    ['GET', `${SYSTEMS}/`, 404],
    ['GET', '/v1/../v1/nothing', 404],
  ])('%s %s: a problem, %i', async (method, path, status) => {
    const answer = await harness.call(method, path, { as: 'ga-admin' });
    expect([answer.status, answer.body['code']]).toEqual([status, status === 404 ? 'NOT_FOUND' : 'METHOD_NOT_ALLOWED']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('x-correlation-id')).toBe(answer.body['correlationId']);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('a URL that cannot be decoded is answered with a problem', async () => {
    const answer = await harness.call('GET', '/v1/global-accounts/%E0%A4%A/systems', { as: 'ga-admin' });
    expect([answer.status, answer.body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('x-correlation-id')).toBe(answer.body['correlationId']);
  });

  it.each([
    `${SYSTEMS}/x`,
    `${SYSTEMS}/${SYSTEM_ID}-1`,
    `${SYSTEMS}/${SYSTEM_ID.slice(0, -2)}`,
    `${SYSTEMS}/${SYSTEM_ID.toUpperCase()}`,
    `${SYSTEMS}/%2e%2e`,
    `${SYSTEMS}/x/history`,
    `${SYSTEMS}/x/integration-token`,
  ])('GET %s: 404 for a malformed id, without a call to a service', async (path) => {
    const answer = await harness.call('GET', path, { as: 'ga-admin' });
    expect([answer.status, answer.body['code']]).toEqual([404, 'NOT_FOUND']);
    expect(harness.services.arrived).toEqual([]);
  });
});

describe('correlation', () => {
  it.each(['x-correlation-id', 'correlation-id'])('%s is sent to the services and returned', async (name) => {
    const answer = await harness.call('GET', SYSTEMS, { as: 'ga-viewer', headers: { [name]: 'request-1' } });
    expect(answer.headers.get('x-correlation-id')).toBe('request-1');
    expect(harness.services.last(RPC.projection.listSystems).headers['correlation-id']).toBe('request-1');
  });

  it('an invalid correlation id is replaced', async () => {
    const answer = await harness.call('GET', SYSTEMS, { as: 'ga-viewer', headers: { 'x-correlation-id': 'a b' } });
    expect(answer.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('the trace continues the caller’s span', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    await harness.call('GET', SYSTEMS, {
      as: 'ga-viewer',
      headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` },
    });
    const { traceparent } = harness.services.last(RPC.projection.listSystems).headers;
    expect(traceparent).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
  });
});

describe('headers of every response', () => {
  it.each([
    ['a list', SYSTEMS, 200],
    ['an unknown path', '/nowhere', 404],
    ['a page', '/docs/tenant-side', 200],
  ])('protect browsers, do not reveal the software and allow no other origin: %s', async (_, path, expected) => {
    const { status, headers } = await harness.call('GET', path, {
      as: 'ga-viewer',
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(status).toBe(expected);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+/);
    const policy = headers.get('content-security-policy')?.split(';') ?? [];
    expect(policy).toEqual(expect.arrayContaining([expect.stringMatching(/^default-src /), "frame-ancestors 'none'"]));
    expect(policy.join(';')).not.toContain('upgrade-insecure-requests');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
