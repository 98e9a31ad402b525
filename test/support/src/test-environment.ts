import { join } from 'node:path';
import type { Server } from './server.js';
import { startEventStore, type EventStoreOptions } from './start-event-store.js';
import { startNats, type NatsOptions } from './start-nats.js';
import { startService, type RunningService } from './start-service.js';
import { temporaryFolder } from './temporary-folder.js';

export interface TestEnvironmentOptions {
  /** Starts a nats-server. */
  readonly nats?: Omit<NatsOptions, 'dataDir' | 'port'>;
  /** Starts an event store. */
  readonly eventStore?: Omit<EventStoreOptions, 'dataDir' | 'port'>;
}

/** Resources of a test: a temporary folder, real servers, and adopted resources. All are released by `stop`. */
export class TestEnvironment {
  private readonly adopted = new Map<object, () => unknown>();
  private natsServer?: Server;
  private eventStoreServer?: Server;

  private constructor(
    private readonly temporary: Awaited<ReturnType<typeof temporaryFolder>>,
    private readonly options: TestEnvironmentOptions,
  ) {}

  /**
   * Starts the servers that `options` asks for. `name` becomes part of the temporary folder's name.
   * @throws Error when one does not start; the others are stopped then
   */
  static async start(name: string, options: TestEnvironmentOptions = {}): Promise<TestEnvironment> {
    const environment = new TestEnvironment(await temporaryFolder(name), options);
    const starts: Promise<void>[] = [];
    if (options.nats) starts.push(environment.startNats());
    if (options.eventStore) starts.push(environment.startEventStore());
    const failed = (await Promise.allSettled(starts)).find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') {
      await environment.stop();
      throw failed.reason;
    }
    return environment;
  }

  get nats(): Server {
    if (!this.natsServer) throw new Error('This environment was started without `nats`');
    return this.natsServer;
  }

  get eventStore(): Server {
    if (!this.eventStoreServer) throw new Error('This environment was started without `eventStore`');
    return this.eventStoreServer;
  }

  /** Settings of a service that uses the servers: `NATS_URL`, `ESDB_URL`, free `PORT` and `METRICS_PORT`, `LOG_LEVEL`. */
  get settings(): Record<string, string> {
    return {
      ...(this.natsServer && { NATS_URL: this.natsServer.url }),
      ...(this.eventStoreServer && { ESDB_URL: this.eventStoreServer.url }),
      PORT: '0',
      METRICS_PORT: '0',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    };
  }

  /** The temporary folder; the servers keep their data in it. */
  get folder(): string {
    return this.temporary.path;
  }

  /** A path in the temporary folder. */
  file(...names: string[]): string {
    return join(this.folder, ...names);
  }

  /** Adopts a resource: `stop` is called when the environment stops. Returns the resource. */
  adopt<Resource extends object>(resource: Resource, stop: (resource: Resource) => unknown): Resource {
    this.adopted.set(resource, () => stop(resource));
    return resource;
  }

  /** Stops an adopted resource now; does nothing when it is stopped already. */
  async release(resource: object): Promise<void> {
    const stop = this.adopted.get(resource);
    this.adopted.delete(resource);
    await stop?.();
  }

  /** Starts the built program of a service (see `startService`) and adopts it. */
  async startService(...[name, env, options]: Parameters<typeof startService>): Promise<RunningService> {
    return this.adopt(await startService(name, { ...this.settings, LOG_LEVEL: 'info', ...env }, options), (service) =>
      service.stop(),
    );
  }

  /** Kills nats-server and starts it again with its data, on its port. */
  async restartNats(whileDown?: () => Promise<void>): Promise<void> {
    const { port } = this.nats;
    await this.nats.kill();
    await whileDown?.();
    await this.startNats(port);
  }

  /** Kills the event store and starts it again with its log, on its port. */
  async restartEventStore(whileDown?: () => Promise<void>): Promise<void> {
    const { port } = this.eventStore;
    await this.eventStore.kill();
    await whileDown?.();
    await this.startEventStore(port);
  }

  /**
   * Stops the adopted resources in reverse order, then the servers, and removes the folder.
   * @throws AggregateError with the resources that could not be stopped; the others are stopped
   */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    const attempt = (stop: () => Promise<unknown>) => stop().catch((error: unknown) => failures.push(error));
    for (const resource of [...this.adopted.keys()].reverse()) await attempt(() => this.release(resource));
    for (const server of [this.natsServer, this.eventStoreServer]) if (server) await attempt(() => server.stop());
    await attempt(() => this.temporary.remove());
    if (failures.length > 0) throw new AggregateError(failures, `Not stopped: ${failures.map(String).join('; ')}`);
  }

  private async startNats(port?: number): Promise<void> {
    this.natsServer = await startNats({ ...this.options.nats, dataDir: this.file('nats'), port });
  }

  private async startEventStore(port?: number): Promise<void> {
    this.eventStoreServer = await startEventStore({ ...this.options.eventStore, dataDir: this.file('log'), port });
  }
}
