import { hash } from 'node:crypto';
import { LoggerModule, type Params } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';
import type { LoggerOptions } from 'pino';
import { currentContext } from '../context/request-context.js';

const SECRET_PATHS = [
  'integrationToken',
  '*.integrationToken',
  'client_secret',
  '*.client_secret',
  'access_token',
  '*.access_token',
  'req.headers.authorization',
  'req.headers.cookie',
  'headers.authorization',
  'headers.cookie',
];
/** Who did it, under the name that all logs use. */
const PERSON_PATHS = ['actor', '*.actor'];
/** Integration tokens, JWTs and bearer headers, wherever in a line they turn up. */
const SECRET_TEXTS =
  /slt_[A-Za-z0-9_\-.]{8,}|eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)+|(?<=[Bb]earer )[A-Za-z0-9._~+/-]{8,}=*/g;

/** A log line without what must never be read in one. */
export function masked(line: string): string {
  return line.replace(SECRET_TEXTS, '[secret]');
}

/**
 * What logs call a person: the same for the same subject, so that an operator who asks about somebody finds them, but no
 * name in clear text (M-06).
 */
export function personMark(subject: string): string {
  return `sha256:${hash('sha256', subject).slice(0, 16)}`;
}

function censored(value: unknown, path: string[]): string {
  return path.at(-1) === 'actor' && typeof value === 'string' ? personMark(value) : '[secret]';
}

export interface LogOptions {
  readonly service: string;
  readonly level: string;
  /** For people at a terminal; JSON otherwise. */
  readonly pretty?: boolean;
}

/** Options of pino: JSON lines with service and correlation id, nothing secret. */
export function loggerOptions({ service, level, pretty }: LogOptions): LoggerOptions {
  return {
    level,
    base: { service },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    mixin: () => {
      const context = currentContext();
      return context ? { correlationId: context.correlationId } : {};
    },
    redact: { paths: [...SECRET_PATHS, ...PERSON_PATHS], censor: censored },
    hooks: { streamWrite: masked },
    ...(pretty ? { transport: { target: 'pino-pretty', options: { singleLine: true, ignore: 'pid,hostname' } } } : {}),
  };
}

/** Nest's logging module: requests are not logged one by one, what happens in them is. */
export function loggingModule(options: LogOptions): DynamicModule {
  // For no routes: a logger for each request would only repeat the correlation id, which every line has anyway.
  const params: Params = { pinoHttp: { ...loggerOptions(options), autoLogging: false }, forRoutes: [] };
  return LoggerModule.forRoot(params);
}
