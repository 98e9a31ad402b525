import { connect, type NatsConnection } from 'nats';
import type { BusSettings } from './bus-settings.js';

/** Injection token of the process's NATS connection. */
export const NATS = Symbol('NatsConnection');

/**
 * The connection of a process. It waits for a server that is unavailable, at the start and afterwards.
 * @throws Error when the server refuses the credentials
 */
export async function connectNats(settings: BusSettings, name: string): Promise<NatsConnection> {
  const { natsUrl, natsUser, natsPassword, natsInboxPrefix } = settings;
  try {
    return await connect({
      servers: natsUrl,
      name,
      ...(natsUser === undefined ? {} : { user: natsUser }),
      ...(natsPassword === undefined ? {} : { pass: natsPassword }),
      ...(natsInboxPrefix === undefined ? {} : { inboxPrefix: natsInboxPrefix }),
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 200,
      reconnectJitter: 100,
      pingInterval: 5_000,
      // Otherwise every request captures a stack trace, although errors are rare.
      noAsyncTraces: true,
    });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new Error(`NATS refuses the connection (${cause}). Check NATS_URL, NATS_USER and NATS_PASSWORD.`);
  }
}

/** Resolves if NATS answers within 2 s; for health checks. @throws Error otherwise */
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
}
