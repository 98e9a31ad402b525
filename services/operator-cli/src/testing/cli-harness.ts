import { nameIdOf, systemIdOf, systemStream, type Recorded, type SystemEvent } from '@system-landscape/domain';
import { ACCOUNT, recorded, eventsForName } from '@system-landscape/domain/testing';
import { createEventStoreClient } from '@system-landscape/event-store';
import { TestEnvironment, type Server } from '@system-landscape/test-support';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { run } from '../landscape.js';

const LANDSCAPE = join(__dirname, '../../bin/landscape.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Appended {
  readonly systemId: string;
  readonly stream: string;
}

/** Runs the command with a real event store: in this process, or as it is built in a process of its own. */
export class CliHarness {
  private constructor(
    private readonly environment: TestEnvironment,
    readonly client: EventStoreDBClient,
  ) {}

  static async start(): Promise<CliHarness> {
    const environment = await TestEnvironment.start('landscape', { eventStore: {} });
    const client = environment.adopt(createEventStoreClient(environment.eventStore.url), (each) => each.dispose());
    return new CliHarness(environment, client);
  }

  stop(): Promise<void> {
    return this.environment.stop();
  }

  get eventStore(): Server {
    return this.environment.eventStore;
  }

  private get addresses() {
    return { ESDB_URL: this.eventStore.url, DATA_DIR: this.environment.folder };
  }

  /** A path in the temporary folder, which is the command's data folder. */
  file(name: string): string {
    return this.environment.file(name);
  }

  /** Starts the built command with the address of the event store and the data folder; `env` has precedence. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, [LANDSCAPE, ...args], {
      env: { PATH: process.env['PATH'], ...this.addresses, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs the built command to its end. */
  async runProcess(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const child = this.start(args, env);
    const [stdout, stderr] = [new Output(), new Output()];
    child.stdout!.pipe(stdout);
    child.stderr!.pipe(stderr);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, stdout: stdout.text, stderr: stderr.text };
  }

  /** Runs the command to its end, in this process. */
  async run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const [stdout, stderr] = [new Output(), new Output()];
    const { signal } = new AbortController();
    const code = await run(args, { env: { ...this.addresses, ...env }, stdout, stderr, signal });
    return { code, stdout: stdout.text, stderr: stderr.text };
  }

  /** Runs the command with `--json`; its result, or its results. @throws Error when it fails */
  async json<Result>(...args: string[]): Promise<Result> {
    const { code, stdout, stderr } = await this.run([...args, '--json']);
    if (code !== 0) throw new Error(`landscape ${args.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout) as Result;
  }

  async lines<Line>(...args: string[]): Promise<Line[]> {
    const { code, stdout, stderr } = await this.run([...args, '--json']);
    if (code !== 0) throw new Error(`landscape ${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  }

  /** Appends a new stream as the services would. */
  async append(
    name: string,
    events: readonly (SystemEvent | Recorded<SystemEvent>)[],
    globalAccountId = ACCOUNT,
  ): Promise<Appended> {
    const nameId = nameIdOf(globalAccountId, name);
    const stream = systemStream(nameId);
    const inLog = events.map((event) => ('metadata' in event ? event : recorded(event)));
    await this.appendRaw(stream, eventsForName(inLog, name, globalAccountId));
    return { systemId: systemIdOf(nameId, 1), stream };
  }

  /** Names of all streams but those of the store itself. */
  async streamNames(): Promise<string[]> {
    const names = new Set<string>();
    for await (const { event } of this.client.readAll()) {
      if (event && !event.streamId.startsWith('$')) names.add(event.streamId);
    }
    return [...names];
  }

  /** Appends events of any shape. */
  async appendRaw(
    stream: string,
    events: readonly {
      readonly type: string;
      readonly data: object;
      readonly metadata?: object;
      readonly id?: string;
    }[],
  ): Promise<void> {
    await this.client.appendToStream(
      stream,
      events.map(({ type, data, metadata = {}, id = randomUUID() }) =>
        jsonEvent({ id, type, data: { ...data }, metadata: { ...metadata } }),
      ),
    );
  }
}

/** Collects what is written. */
class Output extends Writable {
  text = '';

  constructor() {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
