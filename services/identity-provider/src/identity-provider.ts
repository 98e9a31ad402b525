import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppModule } from './app.module.js';
import { pageHeaders } from './pages/page.js';
import { createOpenidProvider, isProviderPath } from './provider/openid-provider.js';
import { loadOrMakeSigningKeys } from './provider/signing-keys.js';
import type { IdentityProviderSettings } from './settings.js';

/** The application, not yet listening. */
export async function createIdentityProvider(settings: IdentityProviderSettings): Promise<NestFastifyApplication> {
  const { cockpitOrigin } = settings;
  const keys = await loadOrMakeSigningKeys(settings.keyFile);
  const provider = createOpenidProvider(settings, keys);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, provider),
    new FastifyAdapter({ forceCloseConnections: true }),
    { bufferLogs: true },
  );
  const logger = app.get(Logger);
  app.useLogger(logger);
  provider.on('server_error', (_context, error) => logger.error(error));

  const answer = provider.callback();
  const headers = Object.entries(pageHeaders(cockpitOrigin));
  // Before Fastify reads the body: the provider reads it itself.
  app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    const path = request.url?.split('?', 1)[0] ?? '';
    if (!isProviderPath(path)) {
      next();
      return;
    }
    // With these the library adds none of its own, which would open keys and discovery to scripts of every origin.
    response.setHeader('access-control-allow-origin', cockpitOrigin);
    response.setHeader('access-control-allow-headers', 'content-type');
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else void answer(request, response);
  });
  return app;
}
