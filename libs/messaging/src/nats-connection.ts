import { inboxPrefixOf } from '@system-landscape/contracts';
import { natsOptions } from '@system-landscape/nats-access';
import { Backoff, endProcess, watchCertificate } from '@system-landscape/service-kit';
import { connect, type ConnectionOptions, type NatsConnection } from 'nats';
import type { BusSettings } from './bus-settings.js';
import { gatherWrites } from './gathered-writes.js';
import { deniedSubject } from './lasting-subscription.js';

/** Injection token of the process's NATS connection. */
export const NATS = Symbol('NatsConnection');

/** A server that stands still is left after three pings, and one that accepts no client after this long; milliseconds. */
const PING_MS = 2_000;
const CONNECT_MS = 5_000;

/**
 * The connection of a process. It waits for a server that is unavailable, at the start and afterwards, and afterwards also
 * for one that refuses the credentials. If it ends for good all the same, the process ends.
 * @param name user of NATS, whose inbox prefix is the default
 * @throws Error when the server refuses the credentials at the start, or the key file cannot be read
 */
export async function connectNats(settings: BusSettings, name: string): Promise<NatsConnection> {
  const options = optionsOf(settings, name);
  watchCertificate('nats', settings.natsTlsCertFile, 'own');
  watchCertificate('nats-authority', settings.natsTlsCaFile, 'authorities');
  try {
    // The credentials are tried first: a connection that ignores refusals would wait for ever.
    await (await connect(options)).close();
    const connection = gatherWrites(await connect({ ...options, ignoreAuthErrorAbort: true }));
    void connection.closed().then((error) => {
      if (error) endProcess(new Error(`The connection to NATS has ended for good: ${error.message}`, { cause: error }));
    });
    return connection;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(
      `NATS refuses the connection (${cause}). Check NATS_URL, and NATS_NKEY_FILE, NATS_CREDS_FILE, or NATS_USER and NATS_PASSWORD.`,
    );
  }
}

function optionsOf(settings: BusSettings, name: string): ConnectionOptions {
  const { natsInboxPrefix = inboxPrefixOf(name) } = settings;
  return {
    ...natsOptions({
      servers: settings.natsServers,
      user: settings.natsUser,
      password: settings.natsPassword,
      nkeyFile: settings.natsNkeyFile,
      credsFile: settings.natsCredsFile,
      tls: { caFile: settings.natsTlsCaFile, certFile: settings.natsTlsCertFile, keyFile: settings.natsTlsKeyFile },
    }),
    name,
    inboxPrefix: natsInboxPrefix,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectDelayHandler: monotonicDelay(),
    timeout: CONNECT_MS,
    pingInterval: PING_MS,
    maxPingOut: 2,
    // Otherwise every request captures a stack trace, although errors are rare.
    noAsyncTraces: true,
  };
}

/**
 * The pause between two attempts to connect. The client compares it with the wall clock, and would wait for as long as that
 * was set back; so it gets a pause that is over as soon as it is due by the monotonic clock.
 */
function monotonicDelay(): () => number {
  const backoff = new Backoff({ initialMs: 200, maxMs: 400 });
  let pauseMs = 0;
  let beganAt = -Infinity;
  return () => {
    const now = performance.now();
    if (now - beganAt < pauseMs) return pauseMs;
    beganAt = now;
    pauseMs = backoff.next();
    return -Infinity;
  };
}

/** Resolves if NATS answers within 2 s and accepts the subscriptions of this process; for health checks. @throws Error otherwise */
export async function pingNats(connection: NatsConnection): Promise<void> {
  if (connection.isClosed()) throw new Error('The connection to NATS is closed');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('NATS does not answer')), 2_000);
  });
  try {
    await Promise.race([connection.flush(), late]);
  } finally {
    clearTimeout(timer);
  }
  const denied = deniedSubject(connection);
  if (denied !== undefined) throw new Error(`NATS denies the subscription to ${denied}`);
}
