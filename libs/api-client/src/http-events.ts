import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { Backoff } from './backoff.js';
import { LandscapeError } from './landscape-error.js';
import { isKnown, requirePosition, type EventsOptions, type LandscapeEvent } from './landscape-event.js';

export interface HttpEventsOptions extends EventsOptions {
  /** Called with the position at the end of the past, and again after every reconnect. */
  readonly onCaughtUp?: (position: string) => void;
  /** Called when the connection is lost or cannot be made; `onCaughtUp` follows once it is restored. */
  readonly onInterrupted?: () => void;
}

export interface EventSource {
  /** `…/v1/global-accounts/<account>/events`, or `…/v1/operations/events` */
  readonly url: string;
  readonly accessToken: () => string | Promise<string>;
  readonly fetch: typeof fetch;
}

/** The connection counts as lost after this time without data; the server sends a heartbeat every 15 s. */
const SILENCE_MS = 45_000;

/**
 * Events over Server-Sent Events, in the order of the log, each once. A lost connection is made again, with exponential
 * back-off, after the last event received. Events of unknown types, such as those of a newer release, are skipped.
 * @throws LandscapeError when the platform refuses the request
 */
export async function* httpEvents(
  source: EventSource,
  options: HttpEventsOptions,
): AsyncGenerator<LandscapeEvent, void> {
  const { signal, onCaughtUp, onInterrupted } = options;
  requirePosition(options.from);
  const backoff = new Backoff();
  let position = options.from;
  let refusedToken = false;
  while (!signal?.aborted) {
    const connection = new AbortController();
    const disconnect = () => connection.abort();
    signal?.addEventListener('abort', disconnect, { once: true });
    try {
      const response = await open(source, position, connection.signal);
      if (response.status === 401 && !refusedToken) {
        // The token may just have expired: retry once with a new one.
        refusedToken = true;
      } else if (!response.ok && !isTemporary(response.status)) {
        throw await LandscapeError.of(response);
      } else if (response.ok && response.body) {
        refusedToken = false;
        for await (const { event, id, data } of messagesIn(response.body, connection)) {
          backoff.reset();
          if (id !== undefined && id !== '') position = id;
          if (event === 'caught-up') onCaughtUp?.(position ?? '0');
          if (event !== undefined && /^[A-Z]/.test(event)) {
            const received = JSON.parse(data) as LandscapeEvent;
            if (isKnown(received.type)) yield received;
          }
        }
      }
    } catch (error) {
      if (!isBrokenConnection(error)) throw error;
    } finally {
      signal?.removeEventListener('abort', disconnect);
      connection.abort();
    }
    if (!signal?.aborted) onInterrupted?.();
    await backoff.wait(signal);
  }
}

async function open(source: EventSource, position: string | undefined, signal: AbortSignal): Promise<Response> {
  const token = await source.accessToken();
  return source.fetch(source.url, {
    signal,
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
      ...(position === undefined ? {} : { 'last-event-id': position }),
    },
  });
}

/** Errors of `fetch` and of reading its body; compared by name, because they may come from another realm. */
function isBrokenConnection(error: unknown): boolean {
  return ['TypeError', 'AbortError'].includes((error as { readonly name?: string } | null)?.name ?? '');
}

const isTemporary = (status: number) => status === 429 || status >= 500;

async function* messagesIn(
  body: ReadableStream<Uint8Array>,
  connection: AbortController,
): AsyncGenerator<EventSourceMessage> {
  let received: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => received.push(message) });
  const text = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const silence = setTimeout(() => connection.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    parser.feed(text.decode(value, { stream: true }));
    yield* received;
    received = [];
  }
}
