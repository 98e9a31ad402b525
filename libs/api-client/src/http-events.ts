import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { Backoff } from './backoff.js';
import { LandscapeError } from './landscape-error.js';
import { requirePosition, type EventsOptions, type LandscapeEvent } from './landscape-event.js';

export interface HttpEventsOptions extends EventsOptions {
  /** Told when the past is over. Told again after a connection that had to be made anew. */
  readonly onCaughtUp?: (position: string) => void;
  /** Told when a connection broke or could not be made; `onCaughtUp` tells that all is well again. */
  readonly onInterrupted?: () => void;
}

export interface EventSource {
  /** `…/v1/global-accounts/<account>/events`, or `…/v1/operations/events` */
  readonly url: string;
  readonly accessToken: () => string | Promise<string>;
  readonly fetch: typeof fetch;
}

/** The server says that it lives every 15 s. */
const SILENCE_MS = 45_000;

/**
 * Events of an account over Server-Sent Events, in the order of the log, each once. A connection that breaks is made anew
 * after the last event that came.
 * @throws LandscapeError when the platform refuses; a server that is away is waited for
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
    const leave = () => connection.abort();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const response = await open(source, position, connection.signal);
      if (response.status === 401 && !refusedToken) {
        // It may have ended a moment ago: the next one is fresh.
        refusedToken = true;
      } else if (!response.ok && !isPassing(response.status)) {
        throw await LandscapeError.of(response);
      } else if (response.ok && response.body) {
        refusedToken = false;
        for await (const { event, id, data } of messagesIn(response.body, connection)) {
          backoff.reset();
          if (id !== undefined && id !== '') position = id;
          if (event === 'caught-up') onCaughtUp?.(position ?? '0');
          if (event !== undefined && /^[A-Z]/.test(event)) yield JSON.parse(data) as LandscapeEvent;
        }
      }
    } catch (error) {
      if (!isBrokenConnection(error)) throw error;
    } finally {
      signal?.removeEventListener('abort', leave);
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

/** What `fetch` and its body throw; by name, since they may come from another realm. */
function isBrokenConnection(error: unknown): boolean {
  return ['TypeError', 'AbortError'].includes((error as { readonly name?: string } | null)?.name ?? '');
}

const isPassing = (status: number) => status === 429 || status >= 500;

async function* messagesIn(
  body: ReadableStream<Uint8Array>,
  connection: AbortController,
): AsyncGenerator<EventSourceMessage> {
  let arrived: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => arrived.push(message) });
  const text = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const silence = setTimeout(() => connection.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    parser.feed(text.decode(value, { stream: true }));
    yield* arrived;
    arrived = [];
  }
}
