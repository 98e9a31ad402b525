import {
  EventStoreDBClient,
  jsonEvent,
  PersistentSubscriptionDoesNotExistError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import type { Metadata } from '@grpc/grpc-js';
import { watchCertificate, type TimeSource } from '@system-landscape/service-kit';
import { connectDirectly, internalsOf, sendCredentialsOnLoopback } from '@system-landscape/embedded-event-store/client';
import { mendClient } from './mended-client.js';
import { allowed, MANAGE_SUBSCRIPTIONS } from './store-access.js';

/** A store that does not answer a ping is left after this long, so after 15 s with the client's interval; milliseconds. */
const KEEP_ALIVE_TIMEOUT_MS = 5_000;
/** Bound of each part of a health check; milliseconds. */
const PROBE_MS = 2_000;

/**
 * The client of a process; one is enough, since it multiplexes over one connection.
 * @param connectionString `esdb://…` or `esdb+discover://…`
 * @throws Error on any other text; the message does not repeat it, because it may contain credentials
 */
export function createEventStoreClient(connectionString: string): EventStoreDBClient {
  connectDirectly();
  watchCertificate('event-store', parameterOf(connectionString, 'userCertFile'), 'own');
  watchCertificate('event-store-authority', parameterOf(connectionString, 'tlsCAFile'), 'authorities');
  try {
    const client = EventStoreDBClient.connectionString(withKeepAlive(connectionString));
    return mendClient(sendCredentialsOnLoopback(client, connectionString));
  } catch {
    throw new Error('ESDB_URL is no EventStoreDB connection string; it looks like esdb://127.0.0.1:2113?tls=false');
  }
}

/** A parameter of a connection string; as with the client, whatever its case. */
function parameterOf(connectionString: string, name: string): string | undefined {
  const [, query = ''] = connectionString.split('?');
  const found = [...new URLSearchParams(query)].find(([each]) => each.toLowerCase() === name.toLowerCase());
  return found?.[1];
}

/**
 * The time of the event store by the `date` of a response, in whole seconds; the client shows it nowhere else.
 * @returns milliseconds since 1970; undefined when the response has no date
 * @throws the client's error
 */
async function eventStoreTime(client: EventStoreDBClient): Promise<number | undefined> {
  const calls = internalsOf(client);
  const date = await calls.execute(
    ServerFeaturesClient,
    'eventStoreTime',
    (features) =>
      new Promise<string | undefined>((resolve, reject) => {
        let header: string | undefined;
        const call = features.getSupportedMethods(new Empty(), ...calls.callArguments({ deadline: 2_000 }), (error) => {
          if (error) reject(error);
          else resolve(header);
        });
        call.on('metadata', (metadata: Metadata) => (header = metadata.get('date')[0]?.toString()));
      }),
  );
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** The event store as what a service's clock is compared with. */
export function eventStoreTimeSource(client: EventStoreDBClient): TimeSource {
  return { name: 'the event store', time: () => eventStoreTime(client), resolutionMs: 1_000 };
}

/** No events are in it, so that an append at a revision of it is decided by the leader and refused. No subscription has this name. */
const PROBE_STREAM = 'probe-of-system-landscape';

/**
 * Health check: resolves when the event store answers reads of `$all` and of streams, tells its methods, and decides appends.
 * @throws StoreAccessDenied; the client's error
 */
export async function pingEventStore(client: EventStoreDBClient): Promise<void> {
  await Promise.all([
    allowed('read $all', probeReads(client)),
    allowed('read streams', probeStreamReads(client)),
    probeMethods(client),
    allowed('append to streams', probeAppends(client)),
  ]);
}

/** Resolves when the account may manage persistent subscriptions to `$all`. @throws StoreAccessDenied; the client's error */
export async function pingSubscriptions(client: EventStoreDBClient): Promise<void> {
  try {
    await allowed(MANAGE_SUBSCRIPTIONS, client.replayParkedMessagesToAll(PROBE_STREAM, { deadline: PROBE_MS }));
  } catch (error) {
    if (!(error instanceof PersistentSubscriptionDoesNotExistError)) throw error;
  }
}

async function probeReads(client: EventStoreDBClient): Promise<void> {
  // Read to the end: the client's `dispose` waits forever for an unfinished read.
  for await (const _ of client.readAll({ maxCount: 1, deadline: PROBE_MS })) continue;
}

async function probeStreamReads(client: EventStoreDBClient): Promise<void> {
  try {
    for await (const _ of client.readStream(PROBE_STREAM, { maxCount: 1, deadline: PROBE_MS })) continue;
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
}

async function probeMethods(client: EventStoreDBClient): Promise<void> {
  await internalsOf(client).capabilities;
}

async function probeAppends(client: EventStoreDBClient): Promise<void> {
  const nothing = jsonEvent({ type: 'Probed', data: {} });
  try {
    await client.appendToStream(PROBE_STREAM, nothing, { expectedRevision: 0n, deadline: PROBE_MS });
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
  }
}

function withKeepAlive(connectionString: string): string {
  if (/[?&]keepAliveTimeout=/i.test(connectionString)) return connectionString;
  return `${connectionString}${connectionString.includes('?') ? '&' : '?'}keepAliveTimeout=${KEEP_ALIVE_TIMEOUT_MS}`;
}
