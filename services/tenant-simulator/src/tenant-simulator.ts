import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type SimulatorOptions } from './app.module.js';

/** The application, not yet listening. */
export async function createTenantSimulator(options: SimulatorOptions): Promise<NestFastifyApplication> {
  // Calls that are left hanging must not keep the simulator from ending.
  const adapter = new FastifyAdapter({ forceCloseConnections: true, bodyLimit: 65_536 });
  return NestFactory.create<NestFastifyApplication>(AppModule.with(options), adapter, { logger: ['error', 'warn'] });
}
