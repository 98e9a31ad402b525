import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { REPOSITORY_ROOT } from './repository-root.js';

/**
 * The nats-server to run: `NATS_SERVER`, else from `PATH`, else the one that the local start fetched.
 * @throws Error that says how to get one.
 */
export function natsServerBinary(env: NodeJS.ProcessEnv = process.env): string {
  return binaryOf('nats-server', 'NATS_SERVER', 'node deploy/local/prepare.mjs', env);
}

/**
 * The browser to drive: `CHROMIUM`, else `chromium` from `PATH`, else the one that `npm test` fetched.
 * @throws Error that says how to get one.
 */
export function chromiumBinary(env: NodeJS.ProcessEnv = process.env): string {
  return binaryOf('chromium', 'CHROMIUM', 'node deploy/local/prepare.mjs --chromium', env);
}

/**
 * The PgBouncer to run: `PGBOUNCER`, else `pgbouncer` from `PATH`, else the one that `npm test` fetched.
 * @throws Error that says how to get one.
 */
export function pgbouncerBinary(env: NodeJS.ProcessEnv = process.env): string {
  return binaryOf('pgbouncer', 'PGBOUNCER', 'node deploy/local/pgbouncer.mjs', env);
}

/** Whether there is a PgBouncer on this machine. */
export function hasPgbouncer(): boolean {
  try {
    return pgbouncerBinary() !== '';
  } catch {
    return false;
  }
}

function binaryOf(name: string, setting: string, howToGet: string, env: NodeJS.ProcessEnv): string {
  const given = env[setting];
  if (given) {
    if (isExecutable(given)) return given;
    throw new Error(`${setting} names ${given}, which is no executable file. Correct or unset it.`);
  }
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = [...(env['PATH'] ?? '').split(delimiter), join(REPOSITORY_ROOT, '.tools', name)];
  const found = folders
    .filter(Boolean)
    .map((folder) => join(folder, file))
    .find(isExecutable);
  if (found === undefined) {
    throw new Error(`There is no ${name}. Run \`${howToGet}\`, or put one into PATH, or name it in ${setting}.`);
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
