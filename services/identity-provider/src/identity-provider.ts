import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { boundedAdapter, HttpProblemFilter } from '@system-landscape/service-kit';
import { Logger } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppModule } from './app.module.js';
import { securityHeaders } from './pages/html-page.js';
import { createOpenidProvider, isProviderPath } from './provider/openid-provider.js';
import { loadOrCreateSigningKeys } from './provider/signing-keys.js';
import type { IdentityProviderSettings } from './settings.js';

/** Creates the application; the caller makes it listen. */
export async function createIdentityProvider(settings: IdentityProviderSettings): Promise<NestFastifyApplication> {
  const { cockpitOrigin } = settings;
  const keys = await loadOrCreateSigningKeys(settings.keyFile);
  const provider = createOpenidProvider(settings, keys);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, provider),
    boundedAdapter(settings),
    { bufferLogs: true },
  );
  const logger = app.get(Logger);
  app.useLogger(logger);
  app.useGlobalFilters(new HttpProblemFilter());
  provider.on('server_error', (_context, error) => logger.error(error));

  const handleProviderRequest = provider.callback();
  const headers = Object.entries(securityHeaders(cockpitOrigin));
  // A middleware, because oidc-provider reads the request body itself.
  app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    const path = request.url?.split('?', 1)[0] ?? '';
    if (!isProviderPath(path)) {
      next();
      return;
    }
    // Replaces oidc-provider's own CORS headers, which would allow keys and discovery to every origin.
    response.setHeader('access-control-allow-origin', cockpitOrigin);
    response.setHeader('access-control-allow-headers', 'content-type');
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else void handleProviderRequest(request, response);
  });
  return app;
}
