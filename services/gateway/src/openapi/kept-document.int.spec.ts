import { readFileSync, writeFileSync } from 'node:fs';
import { GatewayHarness } from '../testing/gateway-harness.js';

/** The types of the client are generated from it. */
const KEPT = require.resolve('@system-landscape/api-client/openapi.json');

let document: Record<string, unknown>;
beforeAll(async () => {
  const harness = await GatewayHarness.start();
  const { body } = await harness.call('GET', '/openapi.json');
  // The address of a gateway is not part of the API.
  document = { ...body, servers: [{ url: '/' }] };
  await harness.stop();
  if (process.env['WRITE_DOCUMENTS']) writeFileSync(KEPT, JSON.stringify(document));
});

it('the stored OpenAPI document is up to date (else: npm run documents)', () => {
  expect(document).toEqual(JSON.parse(readFileSync(KEPT, 'utf8')));
});
