import { noJitterGenerator } from 'cockatiel';
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, type WriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProcessSpec {
  /** Its name in messages and log files. */
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Called with every line of output. */
  onLine?: (line: string) => void;
  /** Ready when this URL answers 2xx, or when a line of the output matches. */
  ready: { url: string } | { line: RegExp };
  /** Limit for one start in ms. */
  readyWithinMs: number;
}

export interface SupervisionEvents {
  /** A process that was ready has ended unexpectedly; it is restarted in `delayMs`. */
  exited(spec: ProcessSpec, reason: string, delayMs: number): void;
  /** It is ready again. */
  recovered(spec: ProcessSpec, pid: number): void;
  /** It ended too often in a row and is not restarted any more. */
  failed(spec: ProcessSpec, reason: string): void;
  /** A process was started. */
  started(spec: ProcessSpec, pid: number): void;
}

/** Restarts in a row after which the supervision stops. A process that ran for `STABLE_AFTER_MS` resets the count. */
export const MAX_RESTARTS_IN_A_ROW = 10;
const STABLE_AFTER_MS = 60_000;
const BACKOFF = { initialDelay: 200, maxDelay: 5_000, exponent: 2, generator: noJitterGenerator };
const LAST_LINES = 20;
const STOP_GRACE_MS = 15_000;

/** Delay in ms before restart number `restart` (from 1) in a row: 200 ms, doubled up to five seconds. */
export function restartDelay(restart: number): number {
  const [delayMs] = noJitterGenerator(restart - 1, BACKOFF);
  return delayMs;
}

/** A process that is restarted when it ends unexpectedly, and stopped within a time limit. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private ended: Promise<string> = Promise.resolve('not started');
  private readonly lastLines: string[] = [];
  private readonly log: WriteStream;
  private restarts = 0;
  private readyAt = 0;
  /** Incremented by each requested start and stop, so that the supervision of an earlier run ends. */
  private run = 0;
  private readonly stopped = new AbortController();

  constructor(
    readonly spec: ProcessSpec,
    private readonly events: SupervisionEvents,
    private readonly guard: Guard,
    private readonly delayBefore: (restart: number) => number = restartDelay,
  ) {
    if (existsSync(spec.logFile)) renameSync(spec.logFile, `${spec.logFile.replace(/\.log$/, '')}.previous.log`);
    this.log = createWriteStream(spec.logFile, { flags: 'a', mode: 0o600 });
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Its last lines of output. */
  tail(): string {
    return this.lastLines.join('\n');
  }

  /** Starts the process and resolves when it is ready. @throws Error with the reason; then it is not running */
  async start(): Promise<void> {
    const run = (this.run += 1);
    await this.launch();
    void this.supervise(run);
  }

  /** SIGTERM, then SIGKILL after 15 s. The process cannot be started again. */
  async stop(): Promise<void> {
    this.run += 1;
    this.stopped.abort();
    await this.end('SIGTERM', STOP_GRACE_MS);
    await new Promise<void>((resolve) => this.log.end(resolve));
  }

  /** SIGKILL. The process stays down until `restart`. */
  async kill(): Promise<void> {
    this.run += 1;
    await this.end('SIGKILL', 0);
  }

  /** Starts the process after `kill`, or replaces the running one. @throws Error when it does not become ready */
  async restart(): Promise<void> {
    await this.kill();
    this.restarts = 0;
    await this.start();
  }

  private async end(signal: NodeJS.Signals, graceMs: number): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await this.ended;
    clearTimeout(timer);
  }

  private async launch(): Promise<void> {
    const { spec } = this;
    if (this.stopped.signal.aborted) throw new Error(`${spec.name} was stopped and cannot be started again`);
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // In a process group of its own, so that Ctrl-C reaches only the supervisor, which stops all processes in order.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.child = child;
    this.ended = new Promise((resolve) => {
      child.once('error', (error) => {
        if (child.pid === undefined) resolve(`cannot be started: ${error.message}`);
      });
      child.once('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`));
    });
    void this.ended.then(() => {
      if (this.child === child) this.child = undefined;
    });
    const lines = this.readLines(child);
    const { pid } = child;
    if (pid !== undefined) {
      this.guard.add(pid);
      void this.ended.then(() => this.guard.remove(pid));
      this.events.started(spec, pid);
    }
    const waiting = new AbortController();
    try {
      await Promise.race([
        'url' in spec.ready ? untilOk(spec.ready.url, waiting.signal) : lines.matching(spec.ready.line),
        this.ended.then((reason) => Promise.reject(new Error(`${spec.name} ${reason} before it was ready`))),
        delay(spec.readyWithinMs, undefined, { signal: waiting.signal }).then(() =>
          Promise.reject(new Error(`${spec.name} was not ready within ${spec.readyWithinMs / 1000} s`)),
        ),
      ]);
    } catch (error) {
      await this.end('SIGKILL', 0);
      throw error;
    } finally {
      waiting.abort();
    }
    this.readyAt = performance.now();
  }

  /** Restarts the process when it ends, until another start or stop is requested. */
  private async supervise(run: number): Promise<void> {
    const { spec, events } = this;
    let reason = await this.ended;
    while (this.run === run) {
      if (performance.now() - this.readyAt > STABLE_AFTER_MS) this.restarts = 0;
      this.restarts += 1;
      if (this.restarts > MAX_RESTARTS_IN_A_ROW) {
        events.failed(spec, reason);
        return;
      }
      const delayMs = this.delayBefore(this.restarts);
      events.exited(spec, reason, delayMs);
      await delay(delayMs, undefined, { signal: this.stopped.signal }).catch(() => undefined);
      if (this.run !== run) return;
      try {
        await this.launch();
        events.recovered(spec, this.pid ?? 0);
        reason = await this.ended;
      } catch (error) {
        reason = messageOf(error).replace(`${spec.name} `, '');
      }
    }
  }

  private readLines(child: ChildProcess): { matching(pattern: RegExp): Promise<void> } {
    let notify: (line: string) => void = () => undefined;
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.log.write(chunk);
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          this.lastLines.push(line);
          if (this.lastLines.length > LAST_LINES) this.lastLines.shift();
          this.spec.onLine?.(line);
          notify(line);
        }
      });
    }
    return {
      matching: (pattern) =>
        new Promise((resolve) => {
          notify = (line) => {
            if (pattern.test(line)) resolve();
          };
        }),
    };
  }
}

/** Polls a URL until it answers 2xx. */
async function untilOk(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const ok = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(3_000)]) }).then(
      async (response) => {
        await response.body?.cancel();
        return response.ok;
      },
      // The connection is refused until the process listens.
      () => false,
    );
    if (ok) return;
    await delay(100, undefined, { signal }).catch(() => undefined);
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Kills the processes of this platform when the supervisor itself is killed: a shell reads from a pipe that closes with
 * the supervisor, then kills the processes that are left. Not on Windows.
 */
export class Guard {
  private readonly shell: ChildProcess | undefined;

  constructor() {
    if (process.platform === 'win32') return;
    const script = `
      pids=" "
      while read -r what pid; do
        case $what in
          add) pids="$pids$pid " ;;
          remove) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
          done) exit 0 ;;
        esac
      done
      for pid in $pids; do kill -KILL "$pid"; done`;
    this.shell = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    // Without the shell, only the clean-up after a killed supervisor is missing.
    this.shell.on('error', () => undefined);
    this.shell.stdin?.on('error', () => undefined);
    this.shell.unref();
  }

  add(pid: number): void {
    this.send(`add ${pid}`);
  }

  remove(pid: number): void {
    this.send(`remove ${pid}`);
  }

  /** All processes are stopped. */
  done(): void {
    this.send('done');
    this.shell?.stdin?.end();
  }

  private send(line: string): void {
    if (this.shell?.stdin?.writable) this.shell.stdin.write(`${line}\n`);
  }
}
