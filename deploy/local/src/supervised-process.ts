import { noJitterGenerator } from 'cockatiel';
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answers } from './answers.js';
import { LogFile } from './log-file.js';
import { reasonOf } from './reason.js';

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
  /** Asked while it runs; a process that does not answer is replaced. Default: it is not asked. */
  answers?: Answers;
  /** How long a process may leave the question unanswered, in ms; 0: for ever. */
  hungAfterMs?: number;
  /** Whether the disk of its data is full: until it has space, restarts are not counted. */
  isDiskFull?: () => boolean;
}

export interface SupervisionEvents {
  /** A process that was ready has ended unexpectedly; it is restarted in `delayMs`. */
  exited(spec: ProcessSpec, reason: string, delayMs: number): void;
  /** It is being started and not ready after some seconds; `reason` is what it says of that. */
  waiting(spec: ProcessSpec, seconds: number, reason: string): void;
  /** It has not answered for `hungAfterMs` and is ended, so that it is restarted. */
  hung(spec: ProcessSpec, reason: string): void;
  /** Something about its log. */
  logProblem(line: string): void;
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
/** Time in ms that a hung process has to end by itself. */
const HUNG_GRACE_MS = 5_000;
/** A process counts as hung after so many questions in a row without an answer. */
const QUESTIONS = 5;
/** Seconds between two reports about a start that takes long. */
const WAITING_REPORT_S = 5;

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
  private readonly log: LogFile;
  private hungReason: string | undefined;
  private restarts = 0;
  /** When it became ready; undefined while it is not. */
  private readyAt: number | undefined;
  /** Incremented by each requested start and stop, so that the supervision of an earlier run ends. */
  private run = 0;
  private readonly stopped = new AbortController();

  constructor(
    readonly spec: ProcessSpec,
    private readonly events: SupervisionEvents,
    private readonly guard: Guard,
    private readonly delayBefore: (restart: number) => number = restartDelay,
    /** A monotonic clock, in ms. */
    private readonly now: () => number = () => performance.now(),
  ) {
    this.log = new LogFile(spec.logFile, (line) => events.logProblem(line));
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
    this.log.close();
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
    const running = new AbortController();
    void this.ended.then(() => {
      running.abort();
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
    void this.reportWaiting(waiting.signal);
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
    this.readyAt = this.now();
    void this.endWhenHung(child, running.signal);
  }

  /** Says every few seconds why the process is not ready yet. */
  private async reportWaiting(signal: AbortSignal): Promise<void> {
    const { spec, events } = this;
    for (let seconds = WAITING_REPORT_S; ; seconds += WAITING_REPORT_S) {
      await delay(WAITING_REPORT_S * 1_000, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const stated = 'url' in spec.ready ? await whyNotReady(spec.ready.url, signal) : undefined;
      if (!signal.aborted) events.waiting(spec, seconds, stated ?? lastStatement(this.lastLines));
    }
  }

  /** Asks the process at intervals while it runs, and ends it when it has left several questions unanswered. */
  private async endWhenHung(child: ChildProcess, run: AbortSignal): Promise<void> {
    const { answers, hungAfterMs = 0 } = this.spec;
    if (answers === undefined || hungAfterMs === 0) return;
    const everyMs = hungAfterMs / QUESTIONS;
    let reason = '';
    for (let unanswered = 0; unanswered < QUESTIONS;) {
      // Timers count by a monotonic clock: a changed wall clock ends nothing.
      const next = delay(everyMs, undefined, { signal: run }).catch(() => undefined);
      try {
        await answers(AbortSignal.any([run, AbortSignal.timeout(everyMs)]));
        unanswered = 0;
      } catch (error) {
        unanswered += 1;
        reason = reasonOf(error);
      }
      await next;
      if (run.aborted) return;
    }
    this.hungReason = `did not answer for ${hungAfterMs / 1_000} s (${reason})`;
    this.events.hung(this.spec, this.hungReason);
    child.kill('SIGTERM');
    await delay(HUNG_GRACE_MS, undefined, { signal: run }).catch(() => undefined);
    if (!run.aborted) child.kill('SIGKILL');
  }

  /** Restarts the process when it ends, until another start or stop is requested. */
  private async supervise(run: number): Promise<void> {
    const { spec, events } = this;
    let reason = await this.ended;
    while (this.run === run) {
      if (this.readyAt !== undefined && this.now() - this.readyAt > STABLE_AFTER_MS) this.restarts = 0;
      this.readyAt = undefined;
      this.restarts += 1;
      if (spec.isDiskFull?.() === true) this.restarts = Math.min(this.restarts, MAX_RESTARTS_IN_A_ROW);
      reason = this.hungReason ?? reason;
      this.hungReason = undefined;
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
        reason = `${messageOf(error).replace(`${spec.name} `, '')}: ${lastStatement(this.lastLines)}`;
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

interface Readiness {
  readonly error?: Readonly<Record<string, { readonly message?: string }>>;
}

/** What a service's health response says about why it is not ready; undefined when it does not answer. */
async function whyNotReady(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(3_000)]) });
    const { error = {} } = (await response.json()) as Readiness;
    const reasons = Object.entries(error).map(([name, { message }]) => `${name}: ${message ?? 'unavailable'}`);
    return reasons.length === 0 ? undefined : reasons.join('; ');
  } catch {
    return undefined;
  }
}

interface LogLine {
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

/** The last line of a log as a sentence. */
export function lastStatement(lines: readonly string[]): string {
  const line = lines.findLast((each) => each.trim() !== '');
  if (line === undefined) return 'it has printed nothing';
  try {
    const { msg, err } = JSON.parse(line) as LogLine;
    const statement = [msg, err?.message].filter(Boolean).join(': ');
    return statement === '' ? line : statement;
  } catch {
    return line;
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
