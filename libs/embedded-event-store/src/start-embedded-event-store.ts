import { Server, ServerCredentials } from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { addGossipService } from './gossip.js';
import { addOperationsService, SUPPORTED_OPERATIONS } from './operations.js';
import { GroupRegistry } from './persistent-subscriptions/group-registry.js';
import { addPersistentSubscriptionsService } from './persistent-subscriptions/persistent-subscriptions-service.js';
import { addServerFeaturesService } from './server-features.js';
import type { startMonitoring } from './monitoring.js';
import { openLog } from './storage/open-log.js';
import { addStreamsService } from './streams/streams-service.js';

export interface EmbeddedEventStoreOptions {
  /** Folder of the data; it is made if it is not there. Needed unless `mem`. */
  readonly data?: string;
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string;
  /** Port to listen on; default 0: a free one. */
  readonly port?: number;
  /** Keep nothing. */
  readonly mem?: boolean;
  /** File with the 32 bytes that encrypt the data. */
  readonly keyFile?: string;
  /** Port for health and metrics; 0: a free one; default: none. */
  readonly httpPort?: number;
  /** Milliseconds since 1970; default the system's clock. */
  readonly now?: () => number;
  /** The log can no longer be written; every append fails from now on. */
  readonly onBroken?: (error: Error) => void;
  /** A client asked for the end of the server. */
  readonly onShutdown?: () => void;
}

export interface EmbeddedEventStore {
  /** For `EventStoreDBClient.connectionString`. */
  readonly connectionString: string;
  readonly port: number;
  /** Where health and metrics are, if they are. */
  readonly httpPort: number | undefined;
  /** Ends all calls, writes what is pending, and gives the data folder back. */
  close(): Promise<void>;
}

/** The largest message of a client: larger appends are refused anyhow. */
const MAX_REQUEST_BYTES = 17 * 1024 * 1024;
const KEY_BYTES = 32;

/**
 * Starts an event store and resolves when it takes calls.
 * @throws Error with one clear message: port taken, folder in use, wrong key
 */
export async function startEmbeddedEventStore(options: EmbeddedEventStoreOptions): Promise<EmbeddedEventStore> {
  const { data, host = '127.0.0.1', port = 0, mem = false, keyFile, httpPort, now = Date.now } = options;
  if (!mem && data === undefined) throw new Error('Give the folder of the data, or mem to keep nothing.');
  const log = await openLog(
    { folder: mem ? undefined : data, key: keyFile === undefined ? undefined : readKey(keyFile) },
    now,
    (error) => options.onBroken?.(error),
  );
  // The consumers of a group that fails are told; a log that fails speaks up itself.
  const groups = new GroupRegistry(log, now, () => undefined);
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_send_message_length': -1,
  });
  addStreamsService(server, log, now);
  addPersistentSubscriptionsService(server, groups, now);
  addGossipService(server, now);
  addOperationsService(server, () => options.onShutdown?.());
  addServerFeaturesService(server, [
    StreamsService,
    PersistentSubscriptionsService,
    GossipService,
    SUPPORTED_OPERATIONS,
  ]);
  try {
    const actualPort = await listen(server, host, port);
    const monitoring = httpPort === undefined ? undefined : await monitor(log, groups, host, httpPort);
    return {
      connectionString: `esdb://${host}:${actualPort}?tls=false`,
      port: actualPort,
      httpPort: monitoring?.port,
      close: async () => {
        await monitoring?.close();
        groups.close();
        server.forceShutdown();
        await log.close();
      },
    };
  } catch (error) {
    groups.close();
    server.forceShutdown();
    await log.close();
    throw error;
  }
}

/** Loaded only if it is wanted, so that other starts are faster. */
async function monitor(...args: Parameters<typeof startMonitoring>): ReturnType<typeof startMonitoring> {
  return (await import('./monitoring.js')).startMonitoring(...args);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, actualPort) => {
      if (!error) return resolve(actualPort);
      const taken = error.message.includes('EADDRINUSE');
      reject(
        taken
          ? new Error(`Port ${port} of ${host} is taken. Stop what listens there, or give another one with --port.`)
          : new Error(`Cannot listen on ${address}: ${error.message}`),
      );
    });
  });
}

export function readKey(file: string): Buffer {
  let key: Buffer;
  try {
    key = readFileSync(file);
  } catch (error) {
    throw new Error(`The key file cannot be read: ${(error as Error).message}`, { cause: error });
  }
  if (key.length !== KEY_BYTES) {
    throw new Error(`The key file ${file} must hold ${KEY_BYTES} bytes, but it has ${key.length}.`);
  }
  return key;
}
