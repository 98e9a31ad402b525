import { SUBJECTS } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import type { Msg } from 'nats';
import { once } from 'node:events';
import { connect } from 'node:net';
import { GatewayBench } from '../testing/gateway-bench.js';
import { SYSTEM } from '../testing/scripted-services.js';

let bench: GatewayBench;

beforeAll(async () => {
  bench = await GatewayBench.start();
});
afterAll(() => bench.stop());

it('a connection that never asked anything does not hold up the stop', async () => {
  const app = await bench.startInstance();
  const server = app.getHttpServer();
  const accepted = once(server, 'connection');
  const socket = connect(Number(new URL(await app.getUrl()).port), '127.0.0.1').resume();
  await accepted;
  const ended = once(socket, 'close');
  await bench.stopInstance(app);
  await ended;
  expect(socket.bytesRead).toBe(0);
});

it('what was asked before the stop is answered, and its connection ends with it', async () => {
  const app = await bench.startInstance();
  await bench.services.stop(SUBJECTS.projection.getSystem);
  const asked = new Promise<Msg>((resolve) => {
    bench.connection.subscribe(SUBJECTS.projection.getSystem, { max: 1, callback: (_, message) => resolve(message) });
  });
  await bench.connection.flush();
  const path = `/v1/global-accounts/ga-demo/systems/${SYSTEM.id}`;
  const answer = bench.call('GET', path, { as: 'ga-viewer', at: app });
  const request = await asked;
  const stopped = bench.stopInstance(app);
  const isClosing = async () => (await bench.call('GET', '/health/live', { at: app })).status === 503;
  await eventually(isClosing, { what: 'the stop to have begun' });
  request.respond(JSON.stringify({ system: SYSTEM, position: '5000' }));
  const { status, headers, body } = await answer;
  expect({ status, connection: headers.get('connection') }).toEqual({ status: 200, connection: 'close' });
  expect(body).toEqual(SYSTEM);
  await stopped;
});
