import { temporaryFolder } from '@system-landscape/test-support';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { GatewayHarness } from '../testing/gateway-harness.js';

const DOCUMENT = '<!doctype html><title>Cockpit</title><script type="module" src="/assets/index-abc.js"></script>';
const SCRIPT = 'document.title = "Cockpit"; '.repeat(100);
const AS_BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('a gateway with the built cockpit', () => {
  let harness: GatewayHarness;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder('cockpit');
    mkdirSync(join(folder.path, 'assets'));
    writeFileSync(join(folder.path, 'index.html'), DOCUMENT);
    writeFileSync(join(folder.path, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(folder.path, 'assets/index-abc.js'), SCRIPT);
    writeFileSync(join(folder.path, 'assets/index-abc.js.br'), brotliCompressSync(SCRIPT));
    harness = await GatewayHarness.start({ env: { COCKPIT_FOLDER: folder.path } });
  });
  afterAll(async () => {
    await harness.stop();
    await folder.remove();
  });

  it.each(['/', '/systems', '/systems/4711/history?asOf=1', '/signed-in?code=x&state=y', '/not-a-page'])(
    'serves its document at %s',
    async (path) => {
      const page = await harness.call('GET', path, { headers: AS_BROWSER });

      expect([page.status, page.text]).toEqual([200, DOCUMENT]);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('allows only its own scripts, and connections to the gateway and the provider', async () => {
    const { headers } = await harness.call('GET', '/', { headers: AS_BROWSER });
    const policy = headers.get('content-security-policy') ?? '';

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`connect-src 'self' ${new URL(harness.issuer.url).origin};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it('serves assets as immutable, and compressed if the client accepts that', async () => {
    const plain = await harness.call('GET', '/assets/index-abc.js', { headers: { 'accept-encoding': 'identity' } });
    const brotli = await harness.call('GET', '/assets/index-abc.js', { headers: { 'accept-encoding': 'br' } });

    expect([plain.text, brotli.text]).toEqual([SCRIPT, SCRIPT]);
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(brotli.headers.get('content-encoding')).toBe('br');
    for (const { headers } of [plain, brotli]) {
      expect(headers.get('content-type')).toMatch(/javascript/);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    expect((await harness.call('GET', '/logo.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/v1/nope',
    '/v1',
    '/docs/nope',
    '/health/nope',
    '/metrics',
    '/metrics/nope',
    '/.well-known/nope',
    '/assets/index-old.js',
    '/cockpit/nope',
    '/favicon.ico',
  ])('answers 404 at %s', async (path) => {
    const answer = await harness.call('GET', path, { headers: AS_BROWSER });

    expect([answer.status, answer.body['code']]).toEqual([404, 'NOT_FOUND']);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('answers 404 at its pages to clients that do not accept HTML', async () => {
    expect((await harness.call('GET', '/systems')).body['code']).toBe('NOT_FOUND');
    expect((await harness.call('POST', '/systems', { headers: AS_BROWSER, body: {} })).body['code']).toBe('NOT_FOUND');
  });

  it('serves its sign-in settings', async () => {
    const { body, headers } = await harness.call('GET', '/cockpit/settings.json');

    expect(body).toEqual({ issuer: harness.issuer.url, clientId: 'cockpit', resource: 'urn:system-landscape' });
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('still serves Swagger UI', async () => {
    expect((await harness.call('GET', '/docs', { headers: AS_BROWSER })).text).toContain('swagger');
  });
});

it('a gateway without the built cockpit says how to build it, and serves the API', async () => {
  const harness = await GatewayHarness.start();
  const { status, body } = await harness.call('GET', '/', { headers: AS_BROWSER });

  expect([status, body['code']]).toEqual([404, 'NOT_FOUND']);
  expect(body['detail']).toMatch(/^The cockpit is not built\. Run `npm run build`/);
  expect((await harness.call('GET', '/v1/system-types', { as: 'ga-viewer' })).status).toBe(200);
  await harness.stop();
});
