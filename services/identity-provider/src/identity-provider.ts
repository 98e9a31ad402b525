import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppModule } from './app.module.js';
import { createOpenidProvider, PROVIDER_PATHS } from './provider/openid-provider.js';
import { loadOrMakeSigningKeys } from './provider/signing-keys.js';
import type { IdentityProviderSettings } from './settings.js';

/** The application, not yet listening. */
export async function createIdentityProvider(settings: IdentityProviderSettings): Promise<NestFastifyApplication> {
  const keys = await loadOrMakeSigningKeys(settings.keyFile);
  const provider = createOpenidProvider(settings.issuer, settings.clients, keys);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings),
    new FastifyAdapter({ forceCloseConnections: true }),
    { bufferLogs: true },
  );
  const logger = app.get(Logger);
  app.useLogger(logger);
  provider.on('server_error', (_context, error) => logger.error(error));

  const answer = provider.callback();
  // Before Fastify reads the body: the provider reads it itself.
  app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (PROVIDER_PATHS.has(path)) void answer(request, response);
    else next();
  });
  return app;
}
