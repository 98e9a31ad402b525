import { RPC } from '@system-landscape/contracts';
import type { Answer } from '../testing/documented-answers.js';
import { GatewayHarness, type CallOptions } from '../testing/gateway-harness.js';
import { ROUTES, type Route } from '../testing/routes.js';

/** What holds for every route, from the OpenAPI document, so that a new one cannot be forgotten. */

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'];
const WRITES = ROUTES.filter(({ write }) => write === true);
const READS = ROUTES.filter(({ method }) => method === 'GET');
const named = (routes: readonly Route[]) =>
  routes.map((route) => [`${route.method} ${route.template}`, route] as const);
const EACH_TEMPLATE = [...new Set(ROUTES.map(({ template }) => template))].map((template) => {
  const routes = ROUTES.filter((route) => route.template === template);
  return [template, routes] as const;
});

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

const call = ({ method, path, allowed, body }: Route, options: CallOptions = {}): Promise<Answer> =>
  harness.call(method, path, { as: allowed[0]!, ...(body && options.text === undefined ? { body } : {}), ...options });
const codeOf = ({ status, body }: Answer) => [status, body['code']];

it('every path of the OpenAPI document is tried', async () => {
  const { paths } = (await harness.call('GET', '/openapi.json')).body as { paths: object };
  const documented = Object.keys(paths).filter((path) => path.startsWith('/v1/'));
  expect(EACH_TEMPLATE.map(([template]) => template).sort()).toEqual(documented.sort());
});

describe.each(EACH_TEMPLATE)('%s', (_, routes) => {
  const { path } = routes[0]!;
  const own = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));

  it('answers every other method with 405 and Allow, before sign-in', async () => {
    // fetch refuses to send TRACE; the adapter's own specs do.
    for (const method of METHODS.filter((each) => !own.includes(each) && each !== 'TRACE')) {
      const answer = await harness.call(method, path);
      expect([method, answer.status]).toEqual([method, 405]);
      expect(answer.headers.get('allow')?.split(', ').sort()).toEqual([...own, 'OPTIONS'].sort());
      if (method !== 'HEAD') expect(answer.body['code']).toBe('METHOD_NOT_ALLOWED');
    }
  });

  it('answers OPTIONS with 204 and Allow, and allows no other origin', async () => {
    const answer = await harness.call('OPTIONS', path, { headers: { origin: 'https://elsewhere.example' } });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers.get('allow')?.split(', ').sort()).toEqual([...own, 'OPTIONS'].sort());
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('HEAD', () => {
  it.each(named(READS))('%s: status and headers of GET, without a body', async (_, route) => {
    const get = await call(route);
    const head = await call({ ...route, method: 'HEAD' });
    expect([head.status, head.text]).toEqual([get.status, '']);
    for (const name of ['etag', 'landscape-position', 'cache-control', 'content-type']) {
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    }
    expect((await harness.call('HEAD', route.path)).status).toBe(401);
  });

  it.each(named(READS))('%s: 304 where GET answers it', async (_, route) => {
    const tag = (await call(route)).headers.get('etag');
    if (tag === null) return;
    for (const method of ['GET', 'HEAD']) {
      const answer = await call({ ...route, method }, { headers: { 'if-none-match': `"x", W/${tag}` } });
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', tag]);
      expect(answer.headers.get('landscape-position')).not.toBeNull();
    }
  });

  it('issues and records nothing', async () => {
    const token = READS.find(({ template }) => template.endsWith('/integration-token'))!;
    const answer = await call({ ...token, method: 'HEAD' }, { key: 'k' });
    expect([answer.status, answer.text, answer.headers.get('cache-control')]).toEqual([200, '', 'no-store']);
    expect(harness.services.count(RPC.tokenIssuance.displayToken)).toBe(0);
  });
});

describe('every write', () => {
  it.each(named(WRITES))('%s: 412 where If-Match names another tag, and none is made', async (_, route) => {
    expect(codeOf(await call(route, { headers: { 'if-match': '"nonsense"' } }))).toEqual([412, 'PRECONDITION_FAILED']);
    expect(codeOf(await call(route, { headers: { 'if-match': 'W/"weak", "other"' } }))).toEqual([
      412,
      'PRECONDITION_FAILED',
    ]);
  });

  it.each(named(WRITES))('%s: 400 for a condition that cannot be read', async (_, route) => {
    for (const name of ['If-Match', 'If-None-Match']) {
      const answer = await call(route, { headers: { [name]: 'nonsense' } });
      expect(codeOf(answer)).toEqual([400, 'VALIDATION_FAILED']);
      expect(answer.body['errors']).toEqual([expect.objectContaining({ field: name })]);
    }
    expect(harness.services.arrived).toEqual([]);
  });

  it.each(named(WRITES))('%s: is made where the condition holds', async (_, route) => {
    expect((await call(route, { headers: { 'if-match': '*' } })).status).toBe(route.status);
    expect((await call(route, { headers: { 'if-none-match': '"another"' } })).status).toBe(route.status);
  });

  it.each(named(WRITES))('%s: refuses before the condition who may not, and what is malformed', async (_, route) => {
    const headers = { 'if-match': '"nonsense"' };
    expect((await harness.call(route.method, route.path, { headers })).status).toBe(401);
    expect(codeOf(await call(route, { headers, body: { unknown: 1 } }))).toEqual([400, 'VALIDATION_FAILED']);
  });

  it.each(named(WRITES))('%s: 415 for another content type or a content coding', async (_, route) => {
    const json = { 'content-type': 'application/json' };
    for (const headers of [{ 'content-type': 'text/csv' }, { ...json, 'content-encoding': 'gzip' }]) {
      const answer = await call(route, { text: '{}', headers });
      expect(codeOf(answer)).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    expect(harness.services.arrived).toEqual([]);
  });
});

it('GET and HEAD of an integration token count as writes for the rate limit', async () => {
  const limited = await harness.startInstance({ RATE_LIMIT_WRITES: '2' });
  const token = READS.find(({ template }) => template.endsWith('/integration-token'))!;
  const statuses = [];
  for (const method of ['GET', 'HEAD', 'GET'])
    statuses.push((await call({ ...token, method }, { at: limited })).status);
  expect(statuses).toEqual([200, 200, 429]);
  await harness.stopInstance(limited);
});
