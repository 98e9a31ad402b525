import { validationPipe } from '@system-landscape/messaging';
import { fastifyAdapter, MonitoringServer, stopOnSignals, traceRequests } from '@system-landscape/service-kit';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule, type GatewayOptions } from './app.module.js';
import { Cockpit } from './cockpit/cockpit.js';
import { answerNotModified, runInRequestContext } from './http/fastify-hooks.js';
import { measureRequests } from './http/http.metrics.js';
import { acceptOnlyJson } from './http/json-body.js';
import { securityHeaders } from './http/security-headers.js';
import { serveOpenApi } from './openapi/openapi.js';

const BODY_LIMIT = 64 * 1024;

/** Starts the HTTP API; resolves when it listens. */
export async function startGateway(options: GatewayOptions): Promise<NestFastifyApplication> {
  const { settings } = options;
  const adapter = fastifyAdapter(settings, {
    bodyLimit: BODY_LIMIT,
    headers: securityHeaders(),
    ...(settings.trustedProxies.length > 0 ? { trustProxy: [...settings.trustedProxies] } : {}),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(options), adapter, {
    bufferLogs: true,
    abortOnError: false,
    bodyParser: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  app.useGlobalPipes(validationPipe('refused'));
  traceRequests(app);
  measureRequests(app);
  answerNotModified(app);
  acceptOnlyJson(app);
  runInRequestContext(app, settings.requestDeadlineMs);
  serveOpenApi(app, settings.publicUrl);
  await app.get(Cockpit).serveFiles(app);
  stopOnSignals(app, settings.shutdownTimeoutMs);
  await app.listen(settings.port, settings.host);
  await app.get(MonitoringServer).listen();
  logger.log(`ready on ${await app.getUrl()}`);
  return app;
}
