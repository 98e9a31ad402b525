import type { RequestActor } from '@system-landscape/contracts';
import type { IncomingHttpHeaders } from 'node:http';

/** The part of a Fastify request that the gateway reads. */
export interface GatewayRequest {
  /** The correlation id. */
  readonly id: string;
  readonly method: string;
  readonly url: string;
  /** Address of the client. */
  readonly ip: string;
  readonly headers: IncomingHttpHeaders;
  readonly params: Readonly<Record<string, string>>;
  /** The matched route; its `url` is the template. */
  readonly routeOptions: { readonly url?: string };
  /** Its value once the caller is authorized. */
  body: unknown;
  /** Set once the access token is verified. */
  actor?: RequestActor;
}

/** The part of a Fastify reply that the gateway uses. */
export interface GatewayReply {
  code(status: number): GatewayReply;
  header(name: string, value: string): GatewayReply;
  send(payload: unknown): GatewayReply;
}

/** A header value; repeated headers are joined by commas, which makes values that must be single invalid. */
export function headerOf(request: Pick<GatewayRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** The path without the query. */
export function pathOf({ url }: Pick<GatewayRequest, 'url'>): string {
  return url.split('?', 1)[0] ?? url;
}

/** Whether the method is safe (RFC 9110, 9.2.1). */
export function isRead({ method }: Pick<GatewayRequest, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
