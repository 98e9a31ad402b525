import type { DeliverPolicy, JetStreamManager, JsMsg, MsgHdrs, NatsConnection } from 'nats';
import { Backoff } from './backoff.js';
import { EVENT_TYPES, requirePosition, type EventsOptions, type LandscapeEvent } from './landscape-event.js';

const STREAM = 'LANDSCAPE';
const PREFIX = 'ce-';
const KNOWN = new Set<string>(Object.values(EVENT_TYPES));

export interface NatsEventsOptions extends EventsOptions {
  /** The account; without it: all of them. What others have is passed over here, not by the server. */
  readonly globalAccountId?: string;
}

/**
 * Events over JetStream, in the order of the log, each once, on a consumer of its own that leaves nothing behind. A server that
 * is away is waited for. Events of types that this release does not know are passed over.
 * @throws NatsError when the user may not consume the stream, or the connection was closed
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
      const leave = () => void messages.close();
      signal?.addEventListener('abort', leave, { once: true });
      // A connection that is closed ends its subscriptions, but not the consumer.
      void connection.closed().then(leave);
      try {
        for await (const message of messages) {
          if (signal?.aborted) return;
          backoff.reset();
          next = message.seq + 1;
          const event = eventIn(message);
          // A server before 2.10 takes one filter for each consumer, and an account has two kinds of subjects.
          const wanted = globalAccountId === undefined || event?.data.globalAccountId === globalAccountId;
          if (event && wanted) yield event;
        }
      } finally {
        signal?.removeEventListener('abort', leave);
        await messages.close();
      }
    } catch (error) {
      if (connection.isClosed() || !isPassing(error)) throw error;
    }
    await backoff.wait(signal);
  }
}

/** Whatever JetStream says while it is away or comes back; not what asking again would not change. */
function isPassing(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { readonly name?: string; readonly code?: string };
  return name === 'NatsError' && code !== 'PERMISSIONS_VIOLATION';
}

/** Sequence of the first message after a log position: positions rise with sequences. */
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

/** CloudEvents, binary mode: attributes are headers, the data is the body. */
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
