import createClient, { type Client } from 'openapi-fetch';
import type { NatsConnection } from 'nats';
import type { paths } from './generated/http-api.js';
import { httpEvents, type HttpEventsOptions } from './http-events.js';
import type { EventsOptions, LandscapeEvent } from './landscape-event.js';
import { natsEvents } from './nats-events.js';

export interface LandscapeOptions {
  /** Of the gateway, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The account whose events are followed; operators, who have none, follow those of all accounts. */
  readonly globalAccountId?: string;
  /** A fresh access token; asked for at every call. */
  readonly accessToken: () => string | Promise<string>;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
}

export interface Landscape {
  /** Every call of the HTTP API, typed by its OpenAPI document. */
  readonly http: Client<paths>;
  /** The account's events, or those of all accounts: first the past after `from`, then what happens. */
  readonly events: (options?: HttpEventsOptions) => AsyncGenerator<LandscapeEvent, void>;
}

/** The platform over HTTP. Connects when it is used. */
export function connectLandscape(options: LandscapeOptions): Landscape {
  const { globalAccountId, accessToken } = options;
  // Browsers refuse to run `fetch` as a method of anything but the window.
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
    const whose =
      globalAccountId === undefined ? 'operations' : `global-accounts/${encodeURIComponent(globalAccountId)}`;
    const url = `${baseUrl}/v1/${whose}/events`;
    return httpEvents({ url, accessToken, fetch: request }, more);
  };
  return { http, events };
}

/**
 * The platform's events over JetStream.
 * @param connection of the package `nats`; stays open
 * @param options `globalAccountId`: the account; without it all of them
 */
export function landscapeOnNats(
  connection: NatsConnection,
  options: { readonly globalAccountId?: string } = {},
): { readonly events: (options?: EventsOptions) => AsyncGenerator<LandscapeEvent, void> } {
  return { events: (more = {}) => natsEvents(connection, { ...options, ...more }) };
}
