import { PUBLIC_EVENT_NAMES } from '@system-landscape/contracts';
import { GatewayHarness } from '../testing/gateway-harness.js';
import { asyncApiPage } from './asyncapi.page.js';

let harness: GatewayHarness;
beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());

describe('the documentation of NATS', () => {
  it('is served as an AsyncAPI document', async () => {
    const { status, body } = await harness.call('GET', '/asyncapi.json');
    expect(status).toBe(200);
    expect(body).toMatchObject({ asyncapi: '3.1.0' });
    expect(Object.keys(body['channels'] as object)).toEqual(expect.arrayContaining([...PUBLIC_EVENT_NAMES]));
  });

  it('is served as a page, linked with that of the HTTP API', async () => {
    const page = await harness.call('GET', '/docs/events');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toContain('landscape.{globalAccountId}.system.{systemId}.SystemRegistered');
    expect(page.text).toContain('rpc.system-types.list.v1');
    expect(page.text).toContain('href="/docs"');
    expect(page.text).not.toMatch(/<script|https?:\/\//);
    const { info } = (await harness.call('GET', '/openapi.json')).body as { info: { description: string } };
    expect(info.description).toContain('/docs/events');
  });

  it('escapes text', () => {
    const info = { title: '<script>', description: '"&\'' };
    const page = asyncApiPage({ info, channels: {}, components: { messageTraits: { CloudEvent: {} }, schemas: {} } });
    expect(page).not.toContain('<script>');
    expect(page).toContain('&quot;&amp;&#39;');
  });
});
