import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppModule } from './app.module.js';
import type { Client } from './clients/client.js';
import { createOpenidProvider, PROVIDER_PATHS } from './provider/openid-provider.js';
import { loadOrMakeSigningKeys } from './provider/signing-keys.js';

export interface IdentityProviderOptions {
  readonly issuer: string;
  readonly clients: readonly Client[];
  /** File of the private keys; made when it is not there. */
  readonly keyFile: string;
}

/** The application, not yet listening. */
export async function createIdentityProvider(options: IdentityProviderOptions): Promise<NestFastifyApplication> {
  const keys = await loadOrMakeSigningKeys(options.keyFile);
  const provider = createOpenidProvider(options.issuer, options.clients, keys);
  const answer = provider.callback();
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule,
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: ['error', 'warn'] },
  );
  // Before Fastify reads the body: the provider reads it itself.
  app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (PROVIDER_PATHS.has(path)) void answer(request, response);
    else next();
  });
  return app;
}
