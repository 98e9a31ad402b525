import type { DeliverPolicy, JetStreamManager, JsMsg, MsgHdrs, NatsConnection } from 'nats';
import { Backoff } from './backoff.js';
import { EVENT_TYPES, requirePosition, type EventsOptions, type LandscapeEvent } from './landscape-event.js';

const STREAM = 'LANDSCAPE';
const PREFIX = 'ce-';
const KNOWN = new Set<string>(Object.values(EVENT_TYPES));

export interface NatsEventsOptions extends EventsOptions {
  /** Only events of this account; without it of all accounts. The client filters, not the server. */
  readonly globalAccountId?: string;
}

/**
 * Events over JetStream, in the order of the log, each once, through an ephemeral ordered consumer. While the server is
 * unavailable the client retries with exponential back-off. Events of unknown types are skipped.
 * @throws NatsError when the user is not permitted to consume the stream, or the connection is closed
 */
export async function* natsEvents(
  connection: NatsConnection,
  { globalAccountId, from, signal }: NatsEventsOptions = {},
): AsyncGenerator<LandscapeEvent, void> {
  requirePosition(from);
  const backoff = new Backoff();
  let next: number | undefined;
  while (!signal?.aborted && !connection.isClosed()) {
    try {
      next ??= await sequenceAfter(await connection.jetstreamManager(), from);
      const consumer = await connection.jetstream().consumers.get(STREAM, {
        deliver_policy: 'by_start_sequence' as DeliverPolicy,
        opt_start_seq: next,
      });
      const messages = await consumer.consume();
      const close = () => void messages.close();
      signal?.addEventListener('abort', close, { once: true });
      // Closing a connection ends its subscriptions, but not the consumer.
      void connection.closed().then(close);
      try {
        for await (const message of messages) {
          if (signal?.aborted) return;
          backoff.reset();
          next = message.seq + 1;
          const event = eventIn(message);
          // nats-server before 2.10 supports one filter per consumer, and an account has two kinds of subjects.
          const matches = globalAccountId === undefined || event?.data.globalAccountId === globalAccountId;
          if (event && matches) yield event;
        }
      } finally {
        signal?.removeEventListener('abort', close);
        await messages.close();
      }
    } catch (error) {
      if (connection.isClosed() || !isTemporary(error)) throw error;
    }
    await backoff.wait(signal);
  }
}

/** Errors while JetStream is unavailable; a missing permission is permanent. */
function isTemporary(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { readonly name?: string; readonly code?: string };
  return name === 'NatsError' && code !== 'PERMISSIONS_VIOLATION';
}

/** Sequence of the first message after a log position, by binary search: positions rise with sequences. */
async function sequenceAfter(manager: JetStreamManager, from: string | undefined): Promise<number> {
  const { state } = await manager.streams.info(STREAM);
  if (from === undefined) return state.last_seq + 1;
  let [low, high] = [Math.max(1, state.first_seq), state.last_seq + 1];
  if (from === '0') return low;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const { header } = await manager.streams.getMessage(STREAM, { seq: middle });
    if (BigInt(header.get('ce-position')) > BigInt(from)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** CloudEvents in binary mode: attributes in headers, data in the body. */
function eventIn({ headers, data }: JsMsg): LandscapeEvent | undefined {
  const attributes = Object.fromEntries(attributesIn(headers));
  if (!KNOWN.has(attributes['type'] ?? '')) return undefined;
  return { ...attributes, data: JSON.parse(new TextDecoder().decode(data)) as unknown } as unknown as LandscapeEvent;
}

function attributesIn(headers: MsgHdrs | undefined): [string, string][] {
  return (headers?.keys() ?? [])
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => [name.slice(PREFIX.length), decodeURIComponent(headers!.get(name))]);
}
