import type { RequestActor } from '@system-landscape/contracts';
import type { IncomingHttpHeaders } from 'node:http';

/** What the gateway reads of a Fastify request. */
export interface GatewayRequest {
  /** The correlation id. */
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  /** The route that was found; its `url` has names in place of values. */
  readonly routeOptions: { readonly url?: string };
  readonly body: unknown;
  /** Known once the access token is verified. */
  actor?: RequestActor;
}

/** What the gateway uses of a Fastify reply. */
export interface GatewayReply {
  code(status: number): GatewayReply;
  header(name: string, value: string): GatewayReply;
  send(payload: unknown): GatewayReply;
}

/** A header that must occur once at most. */
export function headerOf(request: Pick<GatewayRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** The path without its query. */
export function pathOf({ url }: Pick<GatewayRequest, 'url'>): string {
  return url.split('?', 1)[0] ?? url;
}
