import 'reflect-metadata';
import { Logger, Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import { Access } from './access.js';
import { SCHEMA } from './schema.js';
import { SystemsController } from './systems.controller.js';
import { Systems } from './systems.js';

/** Enough to keep two cores busy; more connections would only contend. */
const CONNECTIONS = 16;

async function start(): Promise<void> {
  const {
    DATABASE_URL: connectionString,
    OIDC_ISSUER: issuer = '',
    OIDC_AUDIENCE: audience = 'system-landscape',
  } = process.env;
  const pool = new Pool({ connectionString, max: CONNECTIONS });
  await pool.query(SCHEMA);

  @Module({ controllers: [SystemsController], providers: [{ provide: Systems, useValue: new Systems(pool) }] })
  class RivalModule {}

  const app = await NestFactory.create<NestFastifyApplication>(RivalModule, new FastifyAdapter(), {
    logger: ['log', 'warn', 'error'],
  });
  app.useGlobalGuards(new Access(issuer, audience));
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  await app.listen(0, '127.0.0.1');
  Logger.log(`ready on ${await app.getUrl()}`);
}

void start();
