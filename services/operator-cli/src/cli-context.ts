import { createEventStoreClient, pingEventStore, StoreAccessDenied } from '@system-landscape/event-store';
import type { Landscape } from '@system-landscape/api-client';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { natsOptions } from '@system-landscape/nats-access';
import { connect, type NatsConnection } from 'nats';
import { CliError } from './cli-error.js';
import { operatorApi } from './connections/operator-api.js';
import { readSettings, type Environment, type Settings } from './settings.js';
import { Terminal, type Streams } from './terminal/terminal.js';

/** What the command takes from its process. */
export interface ProcessIo extends Streams {
  readonly env: Environment;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Options of every command. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly color?: boolean;
}

/** Terminal, settings and connections of one run of the command. A connection is opened when a command first needs it. */
export class CliContext {
  private options: GlobalOptions = {};
  private connection: NatsConnection | undefined;
  private readonly eventStores = new Map<string, EventStoreDBClient>();

  constructor(private readonly io: ProcessIo) {}

  configure(options: GlobalOptions): void {
    this.options = options;
  }

  get signal(): AbortSignal {
    return this.io.signal;
  }

  get terminal(): Terminal {
    const { json = false, color = true } = this.options;
    return new Terminal(this.io, json, color && !this.io.env['NO_COLOR'], this.io.env['TERM'] === 'dumb');
  }

  get settings(): Settings {
    return readSettings(this.io.env, this.options.data);
  }

  /**
   * A client of the event store.
   * @param url default: the configured event store
   * @throws CliError when no event store is configured or it does not answer
   */
  async eventStore(url: string | undefined = this.settings.eventStoreUrl): Promise<EventStoreDBClient> {
    if (url === undefined) throw this.notConfigured('ESDB_URL');
    const client = this.eventStores.get(url) ?? createEventStoreClient(url);
    this.eventStores.set(url, client);
    try {
      await pingEventStore(client);
    } catch (error) {
      if (error instanceof StoreAccessDenied) throw new CliError(error.message);
      throw new CliError('The event store does not answer. Check that it is running, and check ESDB_URL.');
    }
    return client;
  }

  /** @throws CliError when no NATS is configured or it does not answer */
  async nats(): Promise<NatsConnection> {
    const { nats } = this.settings;
    if (!nats) throw this.notConfigured('NATS_URL (and NATS_NKEY_FILE, or NATS_USER and NATS_PASSWORD)');
    try {
      this.connection ??= await connect({
        ...natsOptions(nats.access),
        ...(nats.inboxPrefix && { inboxPrefix: nats.inboxPrefix }),
        name: 'landscape',
        reconnect: false,
      });
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new CliError(
        `NATS does not answer (${cause}). Check that it is running, and check NATS_URL, and NATS_NKEY_FILE or NATS_USER and NATS_PASSWORD.`,
      );
    }
    return this.connection;
  }

  /** The HTTP API, signed in as the operator. @throws CliError when no gateway is configured or the sign-in fails */
  async api(): Promise<Landscape['http']> {
    const { api } = this.settings;
    if (!api) throw this.notConfigured('LANDSCAPE_URL, OIDC_ISSUER, LANDSCAPE_CLIENT_ID and LANDSCAPE_CLIENT_SECRET');
    return operatorApi(api);
  }

  async close(): Promise<void> {
    await this.connection?.close();
    await Promise.all([...this.eventStores.values()].map((client) => client.dispose()));
  }

  private notConfigured(variables: string): CliError {
    return new CliError(
      `No local platform is running on ${this.settings.dataDir}. Start one with npm start, name its data folder with ` +
        `--data, or set ${variables}.`,
    );
  }
}
