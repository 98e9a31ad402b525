import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';

const PACKAGE = join(__dirname, '../..');
const PROGRAM = join(PACKAGE, 'bin/embedded-event-store.js');

/** The store in a process of its own. */
export interface Running {
  readonly process: ChildProcess;
  readonly port: number;
  readonly client: EventStoreDBClient;
  /** Its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** The program ended before it accepted calls. */
export class DidNotStart extends Error {
  constructor(
    readonly output: string,
    readonly code: number | null,
    readonly signal: NodeJS.Signals | null,
  ) {
    super(`The store ended with ${code ?? signal}: ${output}`);
  }
}

/**
 * Starts the built program and resolves when it accepts calls.
 * @throws DidNotStart with its output
 */
export async function start(...args: string[]): Promise<Running> {
  if (!existsSync(join(PACKAGE, 'dist/main.js'))) throw new Error('Run `npx tsc -b libs/embedded-event-store` first.');
  const child = spawn(process.execPath, [PROGRAM, '--port', '0', ...args]);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += String(chunk);
      const [, found] = /listening on 127\.0\.0\.1:(\d+)\n/.exec(output) ?? [];
      if (found) resolve(Number(found));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code, signal) => reject(new DidNotStart(output, code, signal)));
  });
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  return { process: child, port, client, ended };
}

/** Runs the program and resolves when it has ended. */
export function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, ...args]);
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.once('close', (code) => resolve({ code, output }));
  });
}

export async function stop({ process: child, client, ended }: Running, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await ended;
  await client.dispose();
}
