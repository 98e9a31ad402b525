import { fromBinaryMessage, LANDSCAPE_STREAM, type PublicEvent, type Rpc } from '@system-landscape/contracts';
import { nameIdOf, systemStream, type SystemEvent } from '@system-landscape/domain';
import { ACCOUNT, eventsForName, recorded } from '@system-landscape/domain/testing';
import { createEventStoreClient } from '@system-landscape/event-store';
import { connectNats, serveRpc } from '@system-landscape/messaging';
import { loadSettings } from '@system-landscape/service-kit';
import { TestEnvironment, type RunningService } from '@system-landscape/test-support';
import { jsonEvent } from '@eventstore/db-client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { JetStreamManager, NatsConnection, StreamInfo } from 'nats';
import { AppModule } from '../app.module.js';
import { EventRelaySettings } from '../settings.js';

/** A message of the stream, and the event in it. */
export interface StoredMessage {
  readonly sequence: number;
  readonly subject: string;
  readonly header: (name: string) => string;
  readonly body: string;
  readonly event: PublicEvent;
}

/** An event as it is written, also an odd one. */
interface WrittenEvent {
  readonly type: string;
  readonly data: object;
  readonly metadata: object;
}

/** The relay with a real nats-server and event store, whose data survive a crash. */
export class RelayHarness {
  private constructor(
    private readonly environment: TestEnvironment,
    readonly connection: NatsConnection,
  ) {}

  static async start(): Promise<RelayHarness> {
    const environment = await TestEnvironment.start('relay', { nats: { jetstream: true }, eventStore: {} });
    const settings = loadSettings(EventRelaySettings, environment.settings);
    const connection = environment.adopt(await connectNats(settings, 'harness'), (each) => each.close());
    return new RelayHarness(environment, connection);
  }

  stop(): Promise<void> {
    return this.environment.stop();
  }

  get eventStoreUrl(): string {
    return this.environment.eventStore.url;
  }

  /** A relay in this process. */
  async startRelay(env: Readonly<Record<string, string>> = {}): Promise<NestFastifyApplication> {
    const settings = loadSettings(EventRelaySettings, this.settings(env));
    const connection = await connectNats(settings, 'event-relay');
    const module = AppModule.with({ settings, connection });
    const relay = await serveRpc({ name: 'event-relay', module, settings, connection });
    return this.environment.adopt(relay, () => relay.close());
  }

  stopRelay(relay: NestFastifyApplication): Promise<void> {
    return this.environment.release(relay);
  }

  /** A relay in its own process, which can be killed. */
  startOwnProcess(env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    return this.environment.startService('event-relay', this.settings({ LOG_LEVEL: 'info', ...env }));
  }

  crashNats(): Promise<void> {
    return this.environment.restartNats();
  }

  crashEventStore(): Promise<void> {
    return this.environment.restartEventStore();
  }

  /** Appends the events under this system name. Idempotent: event ids derive from name and index. */
  async append(name: string, events: readonly SystemEvent[], globalAccountId = ACCOUNT): Promise<void> {
    const stream = systemStream(nameIdOf(globalAccountId, name));
    const inLog = events.map((event) => recorded(event));
    await this.appendRaw(stream, eventsForName(inLog, name, globalAccountId));
  }

  /** Appends events as they are. */
  async appendRaw(stream: string, events: readonly WrittenEvent[]): Promise<void> {
    const client = createEventStoreClient(this.environment.eventStore.url);
    try {
      await client.appendToStream(
        stream,
        events.map(({ type, data, metadata }) => jsonEvent({ type, data: { ...data }, metadata: { ...metadata } })),
      );
    } finally {
      await client.dispose();
    }
  }

  /** Sends a request to any relay. */
  async ask<Reply>({ subject }: Rpc<object, Reply>, timeout = 10_000): Promise<Reply> {
    return (await this.connection.request(subject, '{}', { timeout })).json<Reply>();
  }

  async manager(): Promise<JetStreamManager> {
    return this.connection.jetstreamManager();
  }

  async streamInfo(): Promise<StreamInfo> {
    return (await this.manager()).streams.info(LANDSCAPE_STREAM);
  }

  /** All messages of the stream. */
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

  private settings(env: Readonly<Record<string, string>>): Record<string, string> {
    return { ...this.environment.settings, TAKE_OVER_AFTER: 'PT1S', ...env };
  }
}

/** The response of `/health/ready`. */
export async function healthOf(url: string): Promise<{ readonly status: number; readonly relay: string }> {
  const response = await fetch(`${url}/health/ready`);
  const { details } = (await response.json()) as { details: { relay: { status: string; message?: string } } };
  return { status: response.status, relay: details.relay.message ?? details.relay.status };
}
