import type { JsMsg, MsgHdrs, NatsConnection } from 'nats';
import { Backoff } from './backoff.js';
import { isKnown, type LandscapeEvent } from './landscape-event.js';

const STREAM = 'LANDSCAPE';
/** The JetStream domain by which subscribers reach the stream of the platform's account. */
const DOMAIN = 'landscape';
const PREFIX = 'ce-';
/** After this time messages are requested anew; that a server is lost is noticed one and a half times as late; milliseconds. */
const REQUEST_MS = 5_000;

export interface NatsEventsOptions {
  /** Consumer of the subscriber: `<subscriber>_<globalAccountId>`. */
  readonly consumer: string;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
}

/**
 * Events over JetStream, from the consumer of a subscriber, in the order of the log. An event is acknowledged when the next
 * one is asked for; one that was not is delivered again, so that each is seen at least once. While the server is unavailable
 * the client retries with exponential back-off. Events of unknown types, and what is no event, are skipped.
 * It ends with the connection.
 * @throws NatsError when the user is not permitted to use the consumer, or there is none
 */
export async function* natsEvents(
  connection: NatsConnection,
  { consumer: name, signal }: NatsEventsOptions,
): AsyncGenerator<LandscapeEvent, void> {
  const backoff = new Backoff();
  const jetstream = connection.jetstream({ domain: DOMAIN });
  while (!signal?.aborted && !connection.isClosed()) {
    try {
      const consumer = await jetstream.consumers.get(STREAM, name);
      const messages = await consumer.consume({ expires: REQUEST_MS });
      const close = () => void messages.close();
      signal?.addEventListener('abort', close, { once: true });
      // Closing a connection ends its subscriptions, but not the consumer.
      void connection.closed().then(close);
      try {
        for await (const message of messages) {
          if (signal?.aborted) return;
          backoff.reset();
          const event = eventIn(message);
          if (event) yield event;
          if (!connection.isClosed()) message.ack();
        }
      } finally {
        signal?.removeEventListener('abort', close);
        // Not awaited: after a break it would wait for an iteration that has ended.
        close();
      }
    } catch (error) {
      if (connection.isClosed()) return;
      if (!isTemporary(error)) throw error;
    }
    await backoff.wait(signal);
  }
}

/** Errors while JetStream is unavailable; a missing permission or consumer is permanent. */
function isTemporary(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { readonly name?: string; readonly code?: string };
  return name === 'NatsError' && code !== 'PERMISSIONS_VIOLATION' && code !== '404';
}

/** CloudEvents in binary mode: attributes in headers, data in the body. */
function eventIn({ headers, data }: JsMsg): LandscapeEvent | undefined {
  const attributes = Object.fromEntries(attributesIn(headers));
  if (!isKnown(attributes['type'] ?? '') || attributes['position'] === undefined) return undefined;
  return { ...attributes, data: JSON.parse(new TextDecoder().decode(data)) as unknown } as unknown as LandscapeEvent;
}

function attributesIn(headers: MsgHdrs | undefined): [string, string][] {
  return (headers?.keys() ?? [])
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => [name.slice(PREFIX.length), decodeURIComponent(headers!.get(name))]);
}
