import { hash } from 'node:crypto';
import { LoggerModule, type Params } from 'nestjs-pino';
import { Injectable, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { LoggerOptions } from 'pino';
import { currentContext } from '../context/request-context.js';
import { exportLog, flushTelemetry } from '../telemetry/telemetry.js';

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
/** Subjects of people; all log lines use this name. */
const PERSON_PATHS = ['actor', '*.actor'];
/** Integration tokens, JWTs and bearer headers, anywhere in a line. */
const SECRET_TEXTS =
  /slt_[A-Za-z0-9_\-.]{8,}|eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)+|(?<=[Bb]earer )[A-Za-z0-9._~+/-]{8,}=*/g;

/** Replaces all secrets in a log line. */
export function masked(line: string): string {
  return line.replace(SECRET_TEXTS, '[secret]');
}

/** A line as it is written, and sent where there is an OTLP endpoint. */
function written(line: string): string {
  const text = masked(line);
  exportLog(text);
  return text;
}

/**
 * Pseudonym of a person in logs (M-06): always the same for a subject, so that an operator can search for it, but no name
 * in clear text.
 */
export function pseudonymOf(subject: string): string {
  return `sha256:${hash('sha256', subject).slice(0, 16)}`;
}

function censored(value: unknown, path: string[]): string {
  return path.at(-1) === 'actor' && typeof value === 'string' ? pseudonymOf(value) : '[secret]';
}

export interface LogOptions {
  readonly service: string;
  readonly level: string;
  /** Human-readable lines instead of JSON. */
  readonly pretty?: boolean;
}

/** Options of pino: JSON lines with service and correlation id, without secrets. */
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
    hooks: { streamWrite: written },
    ...(pretty ? { transport: { target: 'pino-pretty', options: { singleLine: true, ignore: 'pid,hostname' } } } : {}),
  };
}

@Injectable()
class TelemetryFlush implements OnApplicationShutdown {
  onApplicationShutdown(): Promise<void> {
    return flushTelemetry();
  }
}

class LoggingModule {}

/** Nest's logging module. It logs no line per request. */
export function loggingModule(options: LogOptions): DynamicModule {
  // For no routes: a logger per request would only add the correlation id, which the mixin adds to every line.
  const params: Params = { pinoHttp: { ...loggerOptions(options), autoLogging: false }, forRoutes: [] };
  return { module: LoggingModule, imports: [LoggerModule.forRoot(params)], providers: [TelemetryFlush] };
}
