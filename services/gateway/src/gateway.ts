import { validationPipe } from '@system-landscape/messaging';
import { fastifyAdapter, stopOnSignals } from '@system-landscape/service-kit';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { IncomingMessage } from 'node:http';
import { AppModule, type GatewayOptions } from './app.module.js';
import { Cockpit } from './cockpit/cockpit.js';
import { correlationIdOf } from './http/correlation-id.js';
import { acceptOnlyJson, addResponseHooks, runInRequestContext } from './http/fastify-hooks.js';
import type { GatewayReply, GatewayRequest } from './http/http.js';
import { serveOpenApi } from './openapi/openapi.js';
import { notFound } from './problems/problem.js';
import { sendProblem } from './problems/send-problem.js';

const BODY_LIMIT = 64 * 1024;

/** Starts the HTTP API; resolves when it listens. */
export async function startGateway(options: GatewayOptions): Promise<NestFastifyApplication> {
  const { settings } = options;
  const adapter = fastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) =>
      correlationIdOf(headers['x-correlation-id'] ?? headers['correlation-id']),
    // A URL that cannot be decoded reaches no route, and so no exception filter.
    frameworkErrors: (_error: unknown, { id }: Pick<GatewayRequest, 'id'>, rawReply: object) => {
      const reply = rawReply as GatewayReply;
      reply.header('x-correlation-id', id);
      sendProblem(reply, id, notFound().body);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(options), adapter, {
    bufferLogs: true,
    abortOnError: false,
    bodyParser: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  app.useGlobalPipes(validationPipe());
  addResponseHooks(app);
  acceptOnlyJson(app);
  runInRequestContext(app);
  serveOpenApi(app, settings.publicUrl);
  await app.get(Cockpit).serveFiles(app);
  stopOnSignals(app, settings.shutdownTimeoutMs);
  await app.listen(settings.port, settings.host);
  logger.log(`ready on ${await app.getUrl()}`);
  return app;
}
