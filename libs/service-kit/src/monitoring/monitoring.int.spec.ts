import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { HealthIndicator } from '../health/health.module.js';
import { boundedAdapter } from '../http/fastify-adapter.js';
import { HttpProblemFilter } from '../http/problem.filter.js';
import { MonitoringModule, MonitoringServer } from './monitoring.module.js';

const BOUNDS = { requestTimeoutMs: 10_000, maxConnections: 100 };
const REASON = 'connect ECONNREFUSED 10.1.2.3:5432';

@Module({})
class AppModule {}

let app: NestFastifyApplication;
afterEach(() => app.close());

async function create(indicators: readonly HealthIndicator[], metricsPort = 0): Promise<void> {
  const settings = { ...BOUNDS, host: '127.0.0.1', metricsPort };
  const module = { module: AppModule, imports: [MonitoringModule.with(indicators, settings)] };
  app = await NestFactory.create<NestFastifyApplication>(module, boundedAdapter(BOUNDS), {
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new HttpProblemFilter());
}

async function ask(base: string, path: string) {
  const response = await fetch(base + path);
  return { status: response.status, text: await response.text() };
}

it('tells everybody the status alone; details and metrics are on a port of their own', async () => {
  let isUp = true;
  const check = () => (isUp ? Promise.resolve('2 streams left out') : Promise.reject(new Error(REASON)));
  await create([{ name: 'database', check }]);
  await app.listen(0, '127.0.0.1');
  await app.get(MonitoringServer).listen();
  const [everybody, operators] = [await app.getUrl(), await app.get(MonitoringServer).url()];

  expect(await ask(everybody, '/health/live')).toEqual({ status: 200, text: '{"status":"ok"}' });
  expect(await ask(everybody, '/health/ready')).toEqual({ status: 200, text: '{"status":"ok"}' });
  expect((await ask(operators, '/health/ready')).text).toContain('2 streams left out');
  isUp = false;
  expect(await ask(everybody, '/health/ready')).toEqual({ status: 503, text: '{"status":"error"}' });
  const details = await ask(operators, '/health/ready');
  expect([details.status, JSON.parse(details.text)]).toMatchObject([503, { error: { database: { message: REASON } } }]);

  expect((await ask(everybody, '/metrics')).status).toBe(404);
  expect((await ask(operators, '/metrics')).text).toContain('process_cpu_seconds_total');
  expect((await ask(operators, '/health/live')).status).toBe(200);
  expect((await ask(operators, '/nothing')).text).toContain('"code":"NOT_FOUND"');
});

it('a port that is in use ends the start with the name of its setting', async () => {
  const owner = createServer().listen(0, '127.0.0.1');
  await once(owner, 'listening');
  const { port } = owner.address() as AddressInfo;
  await create([], port);
  await app.listen(0, '127.0.0.1');
  await expect(app.get(MonitoringServer).listen()).rejects.toThrow(`METRICS_PORT ${port} is in use`);
  owner.close();
});
