import createClient, { type Client } from 'openapi-fetch';
import type { NatsConnection } from 'nats';
import type { paths } from './generated/http-api.js';
import { httpEvents, type HttpEventsOptions } from './http-events.js';
import type { LandscapeEvent } from './landscape-event.js';
import { natsEvents } from './nats-events.js';

export interface LandscapeOptions {
  /** URL of the gateway, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The account whose events are followed; operators leave it out and follow all accounts. */
  readonly globalAccountId?: string;
  /** Returns a valid access token; called for every request. */
  readonly accessToken: () => string | Promise<string>;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

export interface Landscape {
  /** Calls of the HTTP API, typed by its OpenAPI document. */
  readonly http: Client<paths>;
  /** Events of the account, or of all accounts: the past after `from`, then live events. */
  readonly events: (options?: HttpEventsOptions) => AsyncGenerator<LandscapeEvent, void>;
}

/** A client over HTTP; it connects on first use. */
export function connectLandscape(options: LandscapeOptions): Landscape {
  const { globalAccountId, accessToken } = options;
  // Browsers throw when `fetch` is called as a method of another object than the window.
  const request: typeof fetch = options.fetch ?? ((...call) => fetch(...call));
  const baseUrl = options.url.replace(/\/+$/, '');
  const http = createClient<paths>({ baseUrl, fetch: request });
  http.use({
    async onRequest({ request: outgoing }) {
      outgoing.headers.set('authorization', `Bearer ${await accessToken()}`);
      return outgoing;
    },
  });
  const events = (more: HttpEventsOptions = {}) => {
    const scope =
      globalAccountId === undefined ? 'operations' : `global-accounts/${encodeURIComponent(globalAccountId)}`;
    const url = `${baseUrl}/v1/${scope}/events`;
    return httpEvents({ url, accessToken, fetch: request }, more);
  };
  return { http, events };
}

/**
 * Events over JetStream, for a subscriber that an operator has added.
 * @param connection of the package `nats`, made with the subscriber's key; it stays open
 * @param subscriber its name, and the account whose events are followed
 */
export function landscapeOnNats(
  connection: NatsConnection,
  { subscriber, globalAccountId }: { readonly subscriber: string; readonly globalAccountId: string },
): { readonly events: (options?: { readonly signal?: AbortSignal }) => AsyncGenerator<LandscapeEvent, void> } {
  const consumer = `${subscriber}_${globalAccountId}`;
  return { events: (options = {}) => natsEvents(connection, { consumer, ...options }) };
}
