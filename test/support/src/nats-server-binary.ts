import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { REPOSITORY_ROOT } from './repository-root.js';

/**
 * The nats-server to run: `NATS_SERVER`, else from `PATH`, else the one that the local start fetched.
 * @throws Error that says how to get one.
 */
export function natsServerBinary(env: NodeJS.ProcessEnv = process.env): string {
  if (env['NATS_SERVER']) {
    if (isExecutable(env['NATS_SERVER'])) return env['NATS_SERVER'];
    throw new Error(`NATS_SERVER names ${env['NATS_SERVER']}, which is no executable file. Correct or unset it.`);
  }
  const name = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server';
  const folders = [...(env['PATH'] ?? '').split(delimiter), join(REPOSITORY_ROOT, '.tools/nats-server')];
  const found = folders
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
  if (found === undefined) {
    throw new Error(
      'There is no nats-server. Run `node deploy/local/prepare.mjs`, or put one into PATH, or name it in NATS_SERVER.',
    );
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
