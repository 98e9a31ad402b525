import type { NatsConnection } from 'nats';

/** Waiting bytes that are sent at once: about eight requests, so that whoever answers them need not wait for all of them. */
const ENOUGH_BYTES = 8 * 1024;

/** The part of the client's connection that writes. */
interface Internals {
  readonly protocol: { flushPending: () => void; readonly outbound: { size(): number } };
}

/**
 * Has the client send the messages of one iteration of the event loop with one system call. By itself it sends after each
 * callback, so that under load every message costs a call here and a wake-up of the server.
 */
export function gatherWrites(connection: NatsConnection): NatsConnection {
  const { protocol } = connection as NatsConnection & Internals;
  const flush = protocol.flushPending.bind(protocol);
  let isDue = false;
  protocol.flushPending = () => {
    if (protocol.outbound.size() >= ENOUGH_BYTES) flush();
    else if (!isDue) {
      isDue = true;
      setImmediate(() => {
        isDue = false;
        flush();
      });
    }
  };
  return connection;
}
