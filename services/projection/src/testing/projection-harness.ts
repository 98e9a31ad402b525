import { SUBJECTS, type ProjectionStatus, type RequestActor } from '@system-landscape/contracts';
import { nameIdOf, systemIdOf, systemStream, type Recorded, type SystemEvent } from '@system-landscape/domain';
import { ACCOUNT, recorded, toldOf } from '@system-landscape/domain/testing';
import { createEventStoreClient } from '@system-landscape/event-store';
import { connectNats, RpcClient, serveRpc } from '@system-landscape/messaging';
import { loadSettings } from '@system-landscape/service-kit';
import {
  startEventStore,
  startNats,
  startProcess,
  temporaryFolder,
  type RunningProcess,
  type Server,
} from '@system-landscape/test-support';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from 'nats';
import { join } from 'node:path';
import { AppModule } from '../app.module.js';
import { openDatabase } from '../database/open-database.js';
import { ProjectionSettings } from '../settings.js';
import type { Storage } from './storages.js';

export const OPERATOR: RequestActor = { subject: 'operator', roles: ['operator'] };

const MAIN = join(__dirname, '../../dist/main.js');

export interface Appended {
  readonly systemId: string;
  readonly stream: string;
  /** Of the last event. */
  readonly position: string;
}

/** The service with everything real around it: nats-server, event store, database. */
export class ProjectionHarness {
  private readonly apps: NestFastifyApplication[] = [];
  private readonly processes: RunningProcess[] = [];

  private constructor(
    private readonly storage: Storage,
    private readonly nats: Server,
    private eventStoreServer: Server,
    private readonly logFolder: { readonly path: string; readonly remove: () => Promise<void> },
    readonly connection: NatsConnection,
    private client: EventStoreDBClient,
  ) {}

  static async start(storage: Storage): Promise<ProjectionHarness> {
    const logFolder = await temporaryFolder('log');
    const [nats, eventStore] = await Promise.all([startNats(), startEventStore({ dataDir: logFolder.path })]);
    const settings = loadSettings(ProjectionSettings, { NATS_URL: nats.url });
    const connection = await connectNats(settings, 'harness');
    return new ProjectionHarness(
      storage,
      nats,
      eventStore,
      logFolder,
      connection,
      createEventStoreClient(eventStore.url),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apps.map((app) => app.close()), ...this.processes.map((running) => running.kill())]);
    await this.connection.close();
    await this.client.dispose();
    await Promise.all([this.nats.stop(), this.eventStoreServer.kill()]);
    await this.logFolder.remove();
    await this.storage.remove();
  }

  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { dataDir, dataKeyFile, databaseUrl } = this.storage.settings;
    return {
      NATS_URL: this.nats.url,
      ESDB_URL: this.eventStoreServer.url,
      DATA_DIR: dataDir,
      ...(dataKeyFile === undefined ? {} : { DATA_KEY_FILE: dataKeyFile }),
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
      PORT: '0',
      ...more,
    };
  }

  /** An instance in this process. */
  async startInstance(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const settings = loadSettings(ProjectionSettings, this.environment(env));
    const database = await openDatabase(settings);
    const connection = await connectNats(settings, 'projection');
    const module = AppModule.with({ settings, database, connection });
    const app = await serveRpc({ name: 'projection', module, settings, connection });
    this.apps.push(app);
    return app;
  }

  async stopInstance(app: NestFastifyApplication): Promise<void> {
    this.apps.splice(this.apps.indexOf(app), 1);
    await app.close();
  }

  /** An instance in a process of its own, which can be killed. */
  async startOwnProcess(env: Readonly<Record<string, string>> = {}): Promise<RunningProcess> {
    const running = await startProcess({
      name: 'projection',
      command: process.execPath,
      args: [MAIN],
      env: this.environment({ LOG_LEVEL: 'info', ...env }),
      readyLine: /ready on (http:\/\/[^"]+)"/,
      // Until it has caught up with a log that may be long.
      readyWithinMs: 600_000,
    });
    this.processes.push(running);
    return running;
  }

  async restartEventStore(whileAway: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const { port } = this.eventStoreServer;
    await this.eventStoreServer.kill();
    await whileAway();
    this.eventStoreServer = await startEventStore({ dataDir: this.logFolder.path, port });
    await this.client.dispose();
    this.client = createEventStoreClient(this.eventStoreServer.url);
  }

  ask<Reply>(subject: string, data: object, actor?: RequestActor): Promise<Reply> {
    return new RpcClient(this.connection).request<Reply>(subject, data, actor ? { actor } : {});
  }

  status(): Promise<ProjectionStatus> {
    return this.ask(SUBJECTS.projection.getStatus, {});
  }

  /** A request as any NATS client sends it: plain JSON, no headers. */
  async plainRequest(subject: string, body: string): Promise<unknown> {
    const reply = await this.connection.request(subject, body);
    return reply.json();
  }

  /** Appends a new stream as the services would. */
  async append(
    name: string,
    events: readonly (SystemEvent | Recorded<SystemEvent>)[],
    globalAccountId: string = ACCOUNT,
  ): Promise<Appended> {
    const nameId = nameIdOf(globalAccountId, name);
    const stream = systemStream(nameId);
    const inLog = events.map((event) => ('metadata' in event ? event : recorded(event)));
    const position = await this.appendRaw(stream, toldOf(inLog, name, globalAccountId));
    return { systemId: systemIdOf(nameId, 1), stream, position };
  }

  /** Appends whatever it is; answers with the position of the last event. */
  async appendRaw(
    stream: string,
    events: readonly { readonly type: string; readonly data: object; readonly metadata?: object }[],
  ): Promise<string> {
    const { position } = await this.client.appendToStream(
      stream,
      events.map(({ type, data, metadata }) =>
        jsonEvent({ type, data: { ...data }, ...(metadata && { metadata: { ...metadata } }) }),
      ),
    );
    return position!.commit.toString();
  }
}
