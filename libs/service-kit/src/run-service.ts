import type { INestApplication } from '@nestjs/common';
import { SettingsError } from './settings/settings.js';

/**
 * The last line of every `main.ts`: starts the service and ends the process with one clear message when that fails.
 * A rejection that nobody handles afterwards is a broken invariant: the process ends and is started anew.
 */
export function runService(name: string, start: () => Promise<INestApplication>): void {
  process.once('unhandledRejection', (reason) => exit(name, reason));
  start().catch((error: unknown) => exit(name, error));
}

function exit(name: string, error: unknown): void {
  process.stderr.write(`${explain(name, error)}\n`);
  process.exit(1);
}

/** What people need to know of a start that failed. */
export function explain(name: string, error: unknown): string {
  if (error instanceof SettingsError) return error.mistakes.map((mistake) => `${name}: ${mistake}`).join('\n');
  const { code, port } = (error ?? {}) as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') {
    return `${name}: port ${String(port)} is taken. Free it, or set PORT to another one.`;
  }
  return `${name} cannot go on: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Stops on SIGTERM and SIGINT by Nest's shutdown hooks, and by force when that takes too long. */
export function stopOnSignals(app: INestApplication, shutdownTimeoutMs: number): void {
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  const force = () => setTimeout(() => process.exit(1), shutdownTimeoutMs).unref();
  process.once('SIGTERM', force).once('SIGINT', force);
}
