import { Server, ServerCredentials } from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import { isLoopback, readCredentials, withAccess } from './access.js';
import type { Faults } from './faults/faults.js';
import { addGossipService } from './gossip.js';
import { addOperationsService, SUPPORTED_OPERATIONS } from './operations.js';
import { GroupRegistry } from './persistent-subscriptions/group-registry.js';
import { addPersistentSubscriptionsService } from './persistent-subscriptions/persistent-subscriptions-service.js';
import { addServerFeaturesService } from './server-features.js';
import type { startMonitoring } from './monitoring.js';
import { openLog } from './storage/open-log.js';
import { addStreamsService } from './streams/streams-service.js';

export interface EmbeddedEventStoreOptions {
  /** Data folder; it is created if it does not exist. Required unless `mem`. */
  readonly data?: string;
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string;
  /** Port to listen on; default 0: any free port. */
  readonly port?: number;
  /** Keep the data in memory only. */
  readonly mem?: boolean;
  /** File with the encryption key of 32 bytes. */
  readonly keyFile?: string;
  /** File with `username:password`, which every call must then give; required for a host that is not loopback. */
  readonly credentialsFile?: string;
  /** Files with certificate and private key (PEM) for TLS; default: no TLS. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** Largest total size of the data of one append; default: 1 MiB, as in EventStoreDB 24.10. */
  readonly maxAppendBytes?: number;
  /** Port for health and metrics; 0: any free port; default: none. */
  readonly httpPort?: number;
  /** Milliseconds since 1970; default: the system clock. */
  readonly now?: () => number;
  /** Faults on demand, for tests. */
  readonly faults?: Faults;
  /** Called when the log cannot be written any more; every append fails from then on. */
  readonly onBroken?: (error: Error) => void;
  /** Called when a client requests the shutdown of the server. */
  readonly onShutdown?: () => void;
}

export interface EmbeddedEventStore {
  /** For `EventStoreDBClient.connectionString`. */
  readonly connectionString: string;
  readonly port: number;
  /** Port of health and metrics; undefined without them. */
  readonly httpPort: number | undefined;
  /** Ends all calls, writes pending events, and releases the data folder. */
  close(): Promise<void>;
}

/** The largest message of a client, and so of an append, whatever its limit. */
const MAX_REQUEST_BYTES = 17 * 1024 * 1024;
const KEY_BYTES = 32;
/**
 * Each connection is pinged at this interval, and closed when a ping is not answered within the same time: then the
 * messages of a frozen consumer go to others, instead of after their timeout.
 */
const KEEPALIVE_MS = 5_000;

/**
 * Starts an event store and resolves when it accepts calls.
 * @throws Error with a message for the operator: port taken, folder in use, wrong key
 */
export async function startEmbeddedEventStore(options: EmbeddedEventStoreOptions): Promise<EmbeddedEventStore> {
  const { data, host = '127.0.0.1', port = 0, mem = false, keyFile, httpPort, tls, now = Date.now } = options;
  if (!mem && data === undefined) throw new Error('Give the folder of the data, or mem to keep nothing.');
  const credentials = options.credentialsFile === undefined ? undefined : readCredentials(options.credentialsFile);
  if (!credentials && !isLoopback(host)) {
    throw new Error(
      `${host} is no loopback address: everybody who reaches it could read and append. ` +
        'Give --credentials-file with username:password (and --tls-cert, --tls-key), or listen on 127.0.0.1.',
    );
  }
  const channel = tls === undefined ? ServerCredentials.createInsecure() : tlsChannel(tls);
  const log = await openLog(
    { folder: mem ? undefined : data, key: keyFile === undefined ? undefined : readKey(keyFile) },
    now,
    (error) => options.onBroken?.(error),
  );
  // A failed group has already reported the error to its consumers, and the log reports its own failure.
  const groups = new GroupRegistry(log, now, () => undefined);
  const server = new Server({
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_send_message_length': -1,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': KEEPALIVE_MS,
  });
  const guarded = withAccess(server, credentials);
  addStreamsService(guarded, log, { now, maxAppendBytes: options.maxAppendBytes, faults: options.faults });
  addPersistentSubscriptionsService(guarded, groups, options.faults);
  addOperationsService(guarded, () => options.onShutdown?.());
  // Clients ask for these before they sign in.
  addGossipService(server, now);
  const services = [StreamsService, PersistentSubscriptionsService, GossipService, SUPPORTED_OPERATIONS];
  addServerFeaturesService(server, services, options.faults);
  try {
    const files = { folder: mem ? undefined : data, certFile: tls?.certFile };
    const actualPort = await listen(server, host, port, channel);
    const monitoring = httpPort === undefined ? undefined : await monitor(log, groups, files, host, httpPort);
    return {
      connectionString: `esdb://${host}:${actualPort}?tls=${tls !== undefined}`,
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

/** Loads the module on demand, so that a start without monitoring is faster. */
async function monitor(...args: Parameters<typeof startMonitoring>): ReturnType<typeof startMonitoring> {
  return (await import('./monitoring.js')).startMonitoring(...args);
}

function listen(server: Server, host: string, port: number, channel: ServerCredentials): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, channel, (error, actualPort) => {
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

function tlsChannel({ certFile, keyFile }: { readonly certFile: string; readonly keyFile: string }): ServerCredentials {
  try {
    return ServerCredentials.createSsl(null, [
      { cert_chain: readFileSync(certFile), private_key: readFileSync(keyFile) },
    ]);
  } catch (error) {
    throw new Error(`The certificate or its key cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

/** Reads an encryption key. @throws Error with a message for the operator */
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
