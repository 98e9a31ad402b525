import { fromBinaryMessage, LANDSCAPE_STREAM, type PublicEvent } from '@system-landscape/contracts';
import { nameIdOf, systemStream, type SystemEvent } from '@system-landscape/domain';
import { ACCOUNT, NAME_ID, recorded } from '@system-landscape/domain/testing';
import { createEventStoreClient } from '@system-landscape/event-store';
import { connectNats, serveRpc } from '@system-landscape/messaging';
import { loadSettings } from '@system-landscape/service-kit';
import {
  startEventStore,
  startNats,
  startProcess,
  temporaryFolder,
  type RunningProcess,
  type Server,
} from '@system-landscape/test-support';
import { jsonEvent } from '@eventstore/db-client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { JetStreamManager, NatsConnection, StreamInfo } from 'nats';
import { join } from 'node:path';
import { AppModule } from '../app.module.js';
import { EventRelaySettings } from '../settings.js';

const MAIN = join(__dirname, '../../dist/main.js');

/** A message of the stream, as it is. */
export interface StoredMessage {
  readonly sequence: number;
  readonly subject: string;
  readonly header: (name: string) => string;
  readonly body: string;
  readonly event: PublicEvent;
}

/** The relay with everything real around it: nats-server and event store, whose data stay over their crashes. */
export class RelayHarness {
  private readonly apps: NestFastifyApplication[] = [];
  private readonly processes = new Set<RunningProcess>();

  private constructor(
    private readonly folder: { readonly path: string; readonly remove: () => Promise<void> },
    private nats: Server,
    private eventStore: Server,
    readonly connection: NatsConnection,
  ) {}

  static async start(): Promise<RelayHarness> {
    const folder = await temporaryFolder('relay');
    const [nats, eventStore] = await Promise.all([
      startNats({ jetstream: true, dataDir: join(folder.path, 'nats') }),
      startEventStore({ dataDir: join(folder.path, 'log') }),
    ]);
    const connection = await connectNats(loadSettings(EventRelaySettings, { NATS_URL: nats.url }), 'harness');
    return new RelayHarness(folder, nats, eventStore, connection);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apps.map((app) => app.close()), ...[...this.processes].map((each) => each.kill())]);
    await this.connection.close();
    await Promise.all([this.nats.kill(), this.eventStore.kill()]);
    await this.folder.remove();
  }

  get natsUrl(): string {
    return this.nats.url;
  }

  get eventStoreUrl(): string {
    return this.eventStore.url;
  }

  environment(): Record<string, string> {
    return {
      NATS_URL: this.nats.url,
      ESDB_URL: this.eventStore.url,
      TAKE_OVER_AFTER: 'PT1S',
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
      PORT: '0',
    };
  }

  /** A relay in this process. */
  async startRelay(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const settings = loadSettings(EventRelaySettings, { ...this.environment(), ...env });
    const connection = await connectNats(settings, 'event-relay');
    const module = AppModule.with({ settings, connection });
    const app = await serveRpc({ name: 'event-relay', module, settings, connection });
    this.apps.push(app);
    return app;
  }

  async stopRelay(app: NestFastifyApplication): Promise<void> {
    this.apps.splice(this.apps.indexOf(app), 1);
    await app.close();
  }

  /** A relay in a process of its own, which can be killed. */
  async startOwnProcess(
    env: Readonly<Record<string, string>> = {},
  ): Promise<RunningProcess & { readonly url: string }> {
    const running = await startProcess({
      name: 'event-relay',
      command: process.execPath,
      args: [MAIN],
      env: { ...this.environment(), LOG_LEVEL: 'info', ...env },
      readyLine: /ready on (http:\/\/[^"]+)"/,
    });
    this.processes.add(running);
    return { ...running, url: running.ready[1]! };
  }

  async crashNats(): Promise<void> {
    const { port } = this.nats;
    await this.nats.kill();
    this.nats = await startNats({ jetstream: true, dataDir: join(this.folder.path, 'nats'), port });
  }

  async crashEventStore(): Promise<void> {
    const { port } = this.eventStore;
    await this.eventStore.kill();
    this.eventStore = await startEventStore({ dataDir: join(this.folder.path, 'log'), port });
  }

  /** Appends the events, told of this name; safe to ask again, since event ids follow from name and place. */
  async append(name: string, events: readonly SystemEvent[], globalAccountId = ACCOUNT): Promise<void> {
    const nameId = nameIdOf(globalAccountId, name);
    const told = JSON.stringify(events.map((event) => recorded(event, { globalAccountId })));
    const inLog = JSON.parse(told.replaceAll(NAME_ID, nameId)) as {
      type: string;
      data: Record<string, unknown>;
      metadata: Record<string, unknown>;
    }[];
    const client = createEventStoreClient(this.eventStore.url);
    try {
      await client.appendToStream(systemStream(nameId), inLog.map(jsonEvent));
    } finally {
      await client.dispose();
    }
  }

  /** A question to whichever relay answers. */
  async ask<Reply>(subject: string, timeout = 10_000): Promise<Reply> {
    return (await this.connection.request(subject, '{}', { timeout })).json<Reply>();
  }

  async manager(): Promise<JetStreamManager> {
    return this.connection.jetstreamManager();
  }

  async streamInfo(): Promise<StreamInfo> {
    return (await this.manager()).streams.info(LANDSCAPE_STREAM);
  }

  /** All messages that the stream holds, one by one. */
  async messages(): Promise<StoredMessage[]> {
    const manager = await this.manager();
    const { state } = await manager.streams.info(LANDSCAPE_STREAM);
    const found: StoredMessage[] = [];
    for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq += 1) {
      const { subject, header: values, data } = await manager.streams.getMessage(LANDSCAPE_STREAM, { seq });
      const header = (name: string) => values.get(name);
      const body = Buffer.from(data).toString('utf8');
      found.push({ sequence: seq, subject, header, body, event: fromBinaryMessage(header, body) });
    }
    return found;
  }
}

/** What `/health/ready` answers. */
export async function healthOf(url: string): Promise<{ readonly status: number; readonly relay: string }> {
  const response = await fetch(`${url}/health/ready`);
  const { details } = (await response.json()) as { details: { relay: { status: string; message?: string } } };
  return { status: response.status, relay: details.relay.message ?? details.relay.status };
}
