// Shared by the scripts that prepare a checkout. Imports only Node's own modules, since nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Programs that were downloaded for this checkout. */
export const TOOLS = join(ROOT, '.tools');
export const IS_WINDOWS = process.platform === 'win32';

/** A step that failed. The message names cause and remedy and is printed without a stack trace. */
export class PreparationError extends Error {}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, shell?: boolean }} [options]
 */
export function run(command, args, { cwd = ROOT, shell = false } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    shell,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64e6,
  });
  const output = [result.stdout, result.stderr, result.error?.message].filter(Boolean).join('\n').trim();
  return { ok: result.status === 0, output };
}

/**
 * How npm is run: the one that runs this process, else that of `PATH`.
 * @param {string[]} args
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npm(args) {
  const file = process.env['npm_execpath'];
  if (file?.endsWith('.js')) return { command: process.execPath, args: [file, ...args], shell: false };
  return { command: IS_WINDOWS ? 'npm.cmd' : 'npm', args, shell: IS_WINDOWS };
}

/**
 * Whether a program exists: the one that the setting names, in `PATH`, or in its folder of `.tools`.
 * @param {string} name
 * @param {string} setting
 * @throws {PreparationError} when the setting names no executable file
 */
export function isThere(name, setting) {
  const given = process.env[setting];
  if (given) {
    if (isExecutable(given)) return true;
    throw new PreparationError(`${setting} names ${given}, which is no executable file. Correct or unset it.`);
  }
  const file = IS_WINDOWS ? `${name}.exe` : name;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(TOOLS, name)];
  return folders.some((folder) => folder !== '' && isExecutable(join(folder, file)));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
