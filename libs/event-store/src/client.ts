import { AccessDeniedError, EventStoreDBClient, jsonEvent, WrongExpectedVersionError } from '@eventstore/db-client';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { status, type Metadata } from '@grpc/grpc-js';
import type { TimeSource } from '@system-landscape/service-kit';
import { connectDirectly, internalsOf, sendCredentialsOnLoopback } from '@system-landscape/embedded-event-store/client';
import { mendClient } from './mended-client.js';

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
  try {
    const client = EventStoreDBClient.connectionString(withKeepAlive(connectionString));
    return mendClient(sendCredentialsOnLoopback(client, connectionString));
  } catch {
    throw new Error('ESDB_URL is no EventStoreDB connection string; it looks like esdb://127.0.0.1:2113?tls=false');
  }
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

/** No events are in it, so that an append at a revision of it is decided by the leader and refused. */
const PROBE_STREAM = 'probe-of-system-landscape';

/** The event store does not take the account, or lets it not do what every service needs. */
export class StoreAccessDenied extends Error {
  override readonly name = 'StoreAccessDenied';

  /** @param wanted what was not allowed */
  constructor(wanted: string, { code }: AccessDeniedError) {
    super(
      code === status.UNAUTHENTICATED
        ? 'The event store refuses the credentials. Check the user and password in ESDB_URL.'
        : `The event store does not allow the account in ESDB_URL to ${wanted}. Check its user and password, and give it ` +
            'the rights that docs/engines.md names.',
    );
  }
}

/**
 * Health check: resolves when the event store answers a read of `$all`, tells its methods, and decides appends.
 * @throws StoreAccessDenied; the client's error
 */
export async function pingEventStore(client: EventStoreDBClient): Promise<void> {
  await Promise.all([
    allowed('read $all', probeReads(client)),
    probeMethods(client),
    allowed('append', probeAppends(client)),
  ]);
}

async function allowed(wanted: string, probe: Promise<void>): Promise<void> {
  try {
    await probe;
  } catch (error) {
    throw error instanceof AccessDeniedError ? new StoreAccessDenied(wanted, error) : error;
  }
}

async function probeReads(client: EventStoreDBClient): Promise<void> {
  // Read to the end: the client's `dispose` waits forever for an unfinished read.
  for await (const _ of client.readAll({ maxCount: 1, deadline: PROBE_MS })) continue;
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
