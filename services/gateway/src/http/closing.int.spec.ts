import { RPC } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import type { Msg } from 'nats';
import { once } from 'node:events';
import { connect } from 'node:net';
import { GatewayHarness } from '../testing/gateway-harness.js';
import { SYSTEM } from '../testing/scripted-services.js';

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());

it('an idle connection does not delay the stop', async () => {
  const app = await harness.startInstance();
  const server = app.getHttpServer();
  const accepted = once(server, 'connection');
  const socket = connect(Number(new URL(await app.getUrl()).port), '127.0.0.1').resume();
  await accepted;
  const ended = once(socket, 'close');
  await harness.stopInstance(app);
  await ended;
  expect(socket.bytesRead).toBe(0);
});

it('a request from before the stop is answered, and its connection closed', async () => {
  const app = await harness.startInstance();
  await harness.services.stop(RPC.projection.getSystem);
  const asked = new Promise<Msg>((resolve) => {
    harness.connection.subscribe(RPC.projection.getSystem.subject, {
      max: 1,
      callback: (_, message) => resolve(message),
    });
  });
  await harness.connection.flush();
  const path = `/v1/global-accounts/ga-demo/systems/${SYSTEM.id}`;
  const answer = harness.call('GET', path, { as: 'ga-viewer', at: app });
  const request = await asked;
  const stopped = harness.stopInstance(app);
  // Whatever is answered meanwhile is a problem, as documented.
  const isClosing = async () => (await harness.call('GET', path, { at: app })).body['code'] === 'UNAVAILABLE';
  await eventually(isClosing, { what: 'the stop to have begun' });
  expect(await (await harness.monitoring('/health/ready', app)).text()).toContain('The service is stopping');
  request.respond(JSON.stringify({ system: SYSTEM, position: '5000' }));
  const { status, headers, body } = await answer;
  expect({ status, connection: headers.get('connection') }).toEqual({ status: 200, connection: 'close' });
  expect(body).toEqual(SYSTEM);
  await stopped;
});
