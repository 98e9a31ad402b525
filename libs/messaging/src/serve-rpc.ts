import { fastifyAdapter, HttpProblemFilter, LogLimit, stopOnSignals } from '@system-landscape/service-kit';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { MicroserviceOptions } from '@nestjs/microservices';
import type { NatsConnection } from 'nats';
import { Logger } from 'nestjs-pino';
import type { BusSettings } from './bus-settings.js';
import { NatsTransport } from './nats-transport.js';
import { replyPrefixesOf } from './reply-prefixes.js';
import { RpcExceptionFilter } from './rpc-exception.filter.js';
import { validationPipe } from './validation.js';

export interface RpcService {
  /** Name and queue group. */
  readonly name: string;
  /** Must import `loggingModule`, `HealthModule`, `MetricsModule` and `MessagingModule`. */
  readonly module: Type | DynamicModule;
  readonly settings: BusSettings;
  readonly connection: NatsConnection;
}

/**
 * Starts a service on the bus: message handlers over NATS, health and metrics over HTTP, and a graceful stop that answers
 * the requests in flight. Resolves when the service accepts requests.
 */
export async function serveRpc({ name, module, settings, connection }: RpcService): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, fastifyAdapter(settings), {
    bufferLogs: true,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  app.useLogger(logger);
  app.useGlobalPipes(validationPipe('left out'));
  app.useGlobalFilters(new HttpProblemFilter());
  const warnings = new LogLimit();
  const microservice = app.connectMicroservice<MicroserviceOptions>(
    {
      strategy: new NatsTransport({
        connection,
        queue: name,
        maxInFlight: settings.maxInFlight,
        replyPrefixesOf: (subject) => replyPrefixesOf(subject, settings),
        onForeignReply: (subject) =>
          warnings.say(subject, () =>
            logger.warn(
              { subject },
              'Requests are dropped: they ask for replies to a subject that is no inbox of a caller',
            ),
          ),
        onUnexpected: (error, subject) => logger.error({ err: error, subject }, 'A request failed unexpectedly'),
      }),
    },
    { inheritAppConfig: true, deferInitialization: true },
  );
  microservice.useGlobalFilters(new RpcExceptionFilter());
  stopOnSignals(app, settings.shutdownTimeoutMs);
  await app.startAllMicroservices();
  await app.listen(settings.port, settings.host);
  logger.log(`ready on ${await app.getUrl()}`);
  return app;
}
