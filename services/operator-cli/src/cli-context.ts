import { createEventStoreClient, pingEventStore } from '@system-landscape/event-store';
import type { Landscape } from '@system-landscape/api-client';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { connect, type NatsConnection } from 'nats';
import { operatorApi } from './connections/operator-api.js';
import { CliError } from './cli-error.js';
import { readSettings, type Environment, type Settings } from './settings.js';
import { Terminal, type Streams } from './terminal/terminal.js';

export interface ProcessIo extends Streams {
  readonly env: Environment;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Options of every command. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly color?: boolean;
}

/** What an operator works with: terminal, settings and connections, opened when they are needed. */
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
    return new Terminal(this.io, json, color && !this.io.env['NO_COLOR']);
  }

  get settings(): Settings {
    return readSettings(this.io.env, this.options.data);
  }

  /** @throws CliError when it is unknown where the event store is, or it does not answer */
  async eventStore(url: string | undefined = this.settings.eventStoreUrl): Promise<EventStoreDBClient> {
    if (url === undefined) {
      throw new CliError(
        `Nothing runs on ${this.settings.dataDir}. Start the platform with npm start, name its data folder with --data, ` +
          'or set ESDB_URL to the event store.',
      );
    }
    const client = this.eventStores.get(url) ?? createEventStoreClient(url);
    this.eventStores.set(url, client);
    try {
      await pingEventStore(client);
    } catch {
      throw new CliError('The event store does not answer. Check that it runs, and ESDB_URL.');
    }
    return client;
  }

  /** @throws CliError when it is unknown where NATS is, or it does not answer */
  async nats(): Promise<NatsConnection> {
    const { nats, dataDir } = this.settings;
    if (!nats) {
      throw new CliError(
        `Nothing runs on ${dataDir}. Start the platform with npm start, name its data folder with --data, or set NATS_URL ` +
          '(and NATS_USER, NATS_PASSWORD) to NATS.',
      );
    }
    try {
      this.connection ??= await connect({ ...nats, name: 'landscape', reconnect: false });
    } catch {
      throw new CliError('NATS does not answer. Check that it runs, and NATS_URL, NATS_USER and NATS_PASSWORD.');
    }
    return this.connection;
  }

  /** The HTTP API. @throws CliError when it is unknown where it is, or nobody can sign in */
  async api(): Promise<Landscape['http']> {
    const { api, dataDir } = this.settings;
    if (api) return operatorApi(api);
    throw new CliError(
      `Nothing runs on ${dataDir}. Start the platform with npm start, name its data folder with --data, or set LANDSCAPE_URL, ` +
        'OIDC_ISSUER, LANDSCAPE_CLIENT_ID and LANDSCAPE_CLIENT_SECRET.',
    );
  }

  async close(): Promise<void> {
    await this.connection?.close();
    await Promise.all([...this.eventStores.values()].map((client) => client.dispose()));
  }
}
