import type { INestApplication } from '@nestjs/common';
import { loadSettings, SettingsError } from './settings/settings.js';
import { TelemetrySettings } from './telemetry/telemetry-settings.js';
import { useTelemetry } from './telemetry/telemetry.js';

/**
 * The last line of every `main.ts`: starts the service, and exits with code 1 and one clear message when that fails. An
 * unhandled rejection is a broken invariant: the process exits, and its supervisor restarts it.
 */
export function runService(name: string, start: () => Promise<INestApplication>): void {
  end = (error) => exit(name, error);
  process.once('unhandledRejection', end);
  startTelemetry(name)
    .then(start)
    .catch((error: unknown) => exit(name, error));
}

/** Loads the SDK only where there is an endpoint to send to. */
async function startTelemetry(name: string): Promise<void> {
  const settings = loadSettings(TelemetrySettings, process.env);
  if (settings.endpoint === undefined) return;
  const { startOpenTelemetry } = await import('./telemetry/open-telemetry.js');
  useTelemetry(startOpenTelemetry(name, settings));
}

let end: (error: unknown) => void = () => undefined;

/**
 * Ends the process because something that it cannot work without has ended for good; its supervisor restarts it. Does nothing
 * without `runService`: in a test, services of one process have connections that tests close.
 */
export function endProcess(error: Error): void {
  end(error);
}

function exit(name: string, error: unknown): void {
  process.stderr.write(`${explain(name, error)}\n`);
  process.exit(1);
}

/** The message for a failed start. */
export function explain(name: string, error: unknown): string {
  if (error instanceof SettingsError) return error.mistakes.map((mistake) => `${name}: ${mistake}`).join('\n');
  const { code, port } = (error ?? {}) as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') {
    return `${name}: port ${String(port)} is in use. Free it, or set PORT to another one.`;
  }
  return `${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** Stops on SIGTERM and SIGINT through Nest's shutdown hooks; exits with code 1 after `shutdownTimeoutMs` milliseconds. */
export function stopOnSignals(app: INestApplication, shutdownTimeoutMs: number): void {
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  const force = () => setTimeout(() => process.exit(1), shutdownTimeoutMs).unref();
  process.once('SIGTERM', force).once('SIGINT', force);
}
