import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { boundedAdapter, traceRequests } from '@system-landscape/service-kit';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import type { TenantSimulatorSettings } from './settings.js';

const BODY_LIMIT_BYTES = 64 * 1024;

/** Creates the application; the caller makes it listen. */
export async function createTenantSimulator(settings: TenantSimulatorSettings): Promise<NestFastifyApplication> {
  // Calls that never get a response must not delay the shutdown.
  const adapter = boundedAdapter(settings, { bodyLimit: BODY_LIMIT_BYTES });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  traceRequests(app);
  return app;
}
