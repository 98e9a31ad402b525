import { RPC, type ProjectionStatus, type RequestActor, type Rpc } from '@system-landscape/contracts';
import { nameIdOf, systemIdOf, systemStream, type Recorded, type SystemEvent } from '@system-landscape/domain';
import { ACCOUNT, recorded, eventsForName, T0 } from '@system-landscape/domain/testing';
import { createEventStoreClient, type RawEvent } from '@system-landscape/event-store';
import { connectNats, RpcClient, serveRpc } from '@system-landscape/messaging';
import { loadSettings, SettableClock } from '@system-landscape/service-kit';
import { TestEnvironment, type RunningService } from '@system-landscape/test-support';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from 'nats';
import { AppModule } from '../app.module.js';
import { openDatabase } from '../database/open-database.js';
import { ProjectionSettings } from '../settings.js';
import type { Storage } from './storages.js';

export const OPERATOR: RequestActor = { subject: 'operator', roles: ['operator'] };

export interface Appended {
  readonly systemId: string;
  readonly stream: string;
  /** Of the last event. */
  readonly position: string;
}

/** The service with a real nats-server, event store and database. */
export class ProjectionHarness {
  readonly clock = new SettableClock(T0);

  private constructor(
    private readonly environment: TestEnvironment,
    private readonly storage: Storage,
    readonly connection: NatsConnection,
    private client: EventStoreDBClient,
  ) {}

  static async start(storage: Storage): Promise<ProjectionHarness> {
    const environment = await TestEnvironment.start('projection', { nats: {}, eventStore: {} });
    environment.adopt(storage, () => storage.remove());
    const settings = loadSettings(ProjectionSettings, environment.settings);
    const connection = environment.adopt(await connectNats(settings, 'harness'), (each) => each.close());
    return new ProjectionHarness(environment, storage, connection, openClient(environment));
  }

  stop(): Promise<void> {
    return this.environment.stop();
  }

  get eventStoreUrl(): string {
    return this.environment.eventStore.url;
  }

  /** An instance in this process. */
  async startInstance(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const settings = loadSettings(ProjectionSettings, this.settings(env));
    const database = await openDatabase(settings);
    const connection = await connectNats(settings, 'projection');
    const module = AppModule.with({ settings, database, connection, clock: this.clock });
    const instance = await serveRpc({ name: 'projection', module, settings, connection });
    return this.environment.adopt(instance, () => instance.close());
  }

  stopInstance(instance: NestFastifyApplication): Promise<void> {
    return this.environment.release(instance);
  }

  /** An instance in a process of its own, which can be killed. It is ready when it has caught up with the log. */
  startOwnProcess(env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    const settings = this.settings({ LOG_LEVEL: 'info', ...env });
    return this.environment.startService('projection', settings, { readyWithinMs: 600_000 });
  }

  async restartEventStore(whileDown?: () => Promise<void>): Promise<void> {
    await this.environment.restartEventStore(whileDown);
    await this.environment.release(this.client);
    this.client = openClient(this.environment);
  }

  /** Also sends requests that the contract's type forbids. */
  ask<Request extends object, Reply>(rpc: Rpc<Request, Reply>, data: object, actor?: RequestActor): Promise<Reply> {
    return new RpcClient(this.connection).request(rpc, data as Request, actor ? { actor } : {});
  }

  status(): Promise<ProjectionStatus> {
    return this.ask(RPC.projection.getStatus, {});
  }

  /** A request as any NATS client sends it: plain JSON, no headers. */
  async plainRequest({ subject }: Rpc, body: string): Promise<unknown> {
    const reply = await this.connection.request(subject, body);
    return reply.json();
  }

  /** Appends a new stream as the services would. */
  async append(
    name: string,
    events: readonly (SystemEvent | Recorded<SystemEvent>)[],
    globalAccountId: string = ACCOUNT,
    written: (events: readonly Recorded<SystemEvent>[]) => readonly RawEvent[] = (events) => events.map(asWritten),
  ): Promise<Appended> {
    const nameId = nameIdOf(globalAccountId, name);
    const stream = systemStream(nameId);
    const inLog = events.map((event) => ('metadata' in event ? event : recorded(event)));
    const position = await this.appendRaw(stream, written(eventsForName(inLog, name, globalAccountId)));
    return { systemId: systemIdOf(nameId, 1), stream, position };
  }

  /** Appends the events as they are. @returns position of the last one */
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

  private settings(env: Readonly<Record<string, string>>): Record<string, string> {
    const { dataDir, dataKeyFile, databaseUrl } = this.storage.settings;
    return {
      ...this.environment.settings,
      // On a busy machine the default is over before the read model has caught up; a request waits for 10 s.
      READ_WAIT: 'PT9S',
      DATA_DIR: dataDir,
      ...(dataKeyFile === undefined ? {} : { DATA_KEY_FILE: dataKeyFile }),
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...env,
    };
  }
}

function openClient(environment: TestEnvironment): EventStoreDBClient {
  return environment.adopt(createEventStoreClient(environment.eventStore.url), (client) => client.dispose());
}

function asWritten({ type, data, metadata }: Recorded<SystemEvent>): RawEvent {
  return { type, data: { ...data }, metadata: { ...metadata } };
}
