import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout } from 'node:timers';

export interface ProcessOptions {
  /** Its name in messages. */
  name: string;
  command: string;
  args?: readonly string[];
  /** Added to this process's environment; `undefined` removes a variable. */
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /** The process is ready when its output (stdout and stderr) matches. */
  readyLine: RegExp;
  /** Time limit of the start in ms, default 120,000. */
  readyWithinMs?: number;
  /** File that gets a copy of all output. */
  logFile?: string;
  /** Run as this user (needs root). */
  uid?: number;
  gid?: number;
}

export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly pid: number;
  /** The match of `readyLine`. */
  readonly ready: RegExpMatchArray;
  /** Resolves when the process has ended for any reason. */
  readonly ended: Promise<ProcessEnd>;
  /** The last 64 KiB of stdout and stderr. */
  readonly output: () => string;
  /** SIGTERM; SIGKILL when it has not ended within `graceMs` (default 10,000). Safe to call again. */
  readonly stop: (graceMs?: number) => Promise<ProcessEnd>;
  /** SIGKILL: a crash. Safe to call again. */
  readonly kill: () => Promise<ProcessEnd>;
}

const OUTPUT_LIMIT = 64 * 1024;

/**
 * Starts a real process and resolves when it prints its ready line.
 * @throws Error with its output when it ends before that or exceeds the time limit; it is not running then
 */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const child = spawn(options.command, options.args ?? [], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    uid: options.uid,
    gid: options.gid,
  });
  const output = captureOutput(child, options.logFile);
  let failure: Error | undefined;
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('error', (error) => {
      failure = error;
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const pid = child.pid;
  if (pid === undefined) {
    await ended;
    throw new Error(`${options.name} cannot be started: ${failure?.message ?? options.command}`);
  }
  endWithThisProcess(pid, ended);

  const end = async (signal: NodeJS.Signals, graceMs: number): Promise<ProcessEnd> => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    const result = await ended;
    clearTimeout(timer);
    return result;
  };
  const kill = () => end('SIGKILL', 0);

  const readyWithinMs = options.readyWithinMs ?? 120_000;
  const problem = await new Promise<string | RegExpMatchArray>((resolve) => {
    const timer = setTimeout(() => resolve(`was not ready within ${readyWithinMs} ms`), readyWithinMs);
    const settle = (result: string | RegExpMatchArray) => {
      clearTimeout(timer);
      resolve(result);
    };
    output.onChange((text) => {
      const match = options.readyLine.exec(text);
      if (match) settle(match);
    });
    void ended.then(({ code, signal }) => settle(`ended before it was ready (${signal ?? `exit code ${code}`})`));
  });
  if (typeof problem === 'string') {
    await kill();
    throw new Error(
      `${options.name} ${problem}\n$ ${options.command} ${(options.args ?? []).join(' ')}\n${output.text()}`,
    );
  }
  return {
    pid,
    ready: problem,
    ended,
    output: output.text,
    stop: (graceMs = 10_000) => end('SIGTERM', graceMs),
    kill,
  };
}

function captureOutput(child: ChildProcess, logFile?: string) {
  const log = logFile === undefined ? undefined : createWriteStream(logFile, { flags: 'a' });
  let text = '';
  let listener: (text: string) => void = () => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      log?.write(chunk);
      text = (text + chunk).slice(-OUTPUT_LIMIT);
      listener(text);
    });
  }
  child.once('close', () => log?.end());
  return {
    text: () => text,
    onChange(next: (text: string) => void) {
      listener = next;
      listener(text);
    },
  };
}

/**
 * Kills the process when this process ends, even by SIGKILL: a shell reads from a pipe that closes with this process, then
 * kills the other one. Jest does not pass `exit` events of the real process on to tests.
 */
function endWithThisProcess(pid: number, ended: Promise<ProcessEnd>): void {
  if (process.platform === 'win32') return;
  const guard = spawn('/bin/sh', ['-c', 'read _; kill -KILL "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined);
  guard.unref();
  void ended.then(() => guard.kill('SIGKILL'));
}
