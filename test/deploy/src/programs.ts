import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What `containers.mjs` and `chart-tools.mjs` have provided. */
export interface Programs {
  readonly podman: string;
  readonly buildah: string;
  readonly compose: string;
  readonly debootstrap: string;
  readonly ip: string;
  readonly helm: string;
  /** Folder of what runs; the mount namespace of the test has its own. */
  readonly running: string;
}

export const PROGRAMS = JSON.parse(process.env['DEPLOY_PROGRAMS'] ?? '{}') as Programs;

export interface Ended {
  readonly code: number | null;
  /** stdout */
  readonly output: string;
  /** stderr */
  readonly errors: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Runs a program to its end, whatever its exit code is. */
export async function attempt(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { env, cwd } = options;
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, output, errors };
}

/** @returns stdout @throws Error with its output when the exit code is not 0 */
export async function run(command: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const { code, output, errors } = await attempt(command, args, options);
  if (code === 0) return output;
  const name = command.split('/').at(-1);
  throw new Error(`${name} ${args.join(' ')} ended with ${code}:\n${(errors + output).slice(-4_000)}`);
}

export const podman = (...args: string[]): Promise<string> => run(PROGRAMS.podman, args);
