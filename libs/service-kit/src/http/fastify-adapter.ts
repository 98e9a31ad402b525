import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Places } from '../budgets/places.js';
import { clientNetwork } from './client-network.js';
import { correlationIdOf } from './correlation-id.js';
import { KnownRoutes } from './known-routes.js';
import { answerClientError, MAX_HEADER_BYTES, refuseTunnel, type Connection } from './raw-answer.js';
import { sendProblem, type ProblemReply } from './send-problem.js';

/** Bounds that hold before a caller is known. */
export interface HttpBounds {
  /** Time for a request to arrive, with its body; milliseconds. */
  readonly requestTimeoutMs: number;
  /** Further connections are closed at once. */
  readonly maxConnections: number;
  /** Of one IPv4 address or IPv6 /64 network; default: as many as of all. */
  readonly maxConnectionsPerAddress?: number;
}

export interface AdapterOptions extends FastifyServerOptions {
  /** Headers of every answer; a route may set others. */
  readonly headers?: OutgoingHttpHeaders;
}

/** How often Node looks for requests that have not arrived in time; milliseconds. */
const CHECK_EVERY_MS = 1_000;
const HOST = /^[^\s/?#@\\]*$/;
const EVERY_METHOD = 'GET, HEAD, POST, PUT, DELETE, OPTIONS';

/**
 * Fastify with bounds, and problem details for whatever reaches no route: a wrong method (405 with `Allow`), `OPTIONS`, an
 * address that cannot be decoded, a missing or repeated `Host`, what Node's parser refuses, and what comes during the stop.
 */
export function boundedAdapter(bounds: HttpBounds, { headers = {}, ...options }: AdapterOptions = {}): FastifyAdapter {
  const { requestTimeoutMs: requestTimeout, maxConnections } = bounds;
  const adapter = new FastifyAdapter({
    ...options,
    forceCloseConnections: true,
    // Its answer is no problem detail.
    return503OnClosing: false,
    requestTimeout,
    genReqId: ({ headers: sent }: Pick<IncomingMessage, 'headers'>) =>
      correlationIdOf(sent['x-correlation-id'] ?? sent['correlation-id']),
    clientErrorHandler: (error, connection) => answerClientError(error, connection),
    frameworkErrors: (error: { readonly code: string }, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(headers);
      answerUnroutable(error, request, reply);
    },
    http: {
      requestTimeout,
      headersTimeout: requestTimeout,
      connectionsCheckingInterval: Math.min(CHECK_EVERY_MS, requestTimeout),
      maxHeaderSize: MAX_HEADER_BYTES,
      // Node's own answer has no content.
      requireHostHeader: false,
    },
  });
  const fastify = adapter.getInstance();
  fastify.server.maxConnections = maxConnections;
  boundConnectionsOf(fastify.server, bounds);
  fastify.server
    .on('connect', (_request: IncomingMessage, connection: Connection) => refuseTunnel(connection))
    .on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
      refuseExpectation(response, correlationIdOf(request.headers['x-correlation-id']));
    });
  const routes = new KnownRoutes();
  let isClosing = false;
  fastify
    .addHook('preClose', (done) => {
      isClosing = true;
      done();
    })
    .addHook('onRoute', ({ url, method }) => routes.add(url, [method].flat()))
    .addHook('onRequest', (request, reply, done) => {
      reply.headers(headers).header('x-correlation-id', request.id);
      if (isClosing) refuseWhileClosing(request, reply);
      else if (!answersWithoutRoute(routes, request, reply)) done();
    });
  return adapter;
}

/** For a request on a connection that was open when the stop began. */
function refuseWhileClosing(request: FastifyRequest, reply: FastifyReply): void {
  const detail = 'This server is stopping. Ask again, on another connection.';
  sendProblem(reply.header('connection', 'close'), request.id, { code: 'UNAVAILABLE', detail, retryAfter: 1 });
}

/**
 * The same with a graceful stop: pending requests are answered, then all connections are closed. By default Node waits for
 * idle connections: those that browsers open in advance, and keep-alive ones. `stopOnSignals` limits the duration.
 */
export function fastifyAdapter(bounds: HttpBounds, options: AdapterOptions = {}): FastifyAdapter {
  const adapter = boundedAdapter(bounds, { ...options, pluginTimeout: 0 });
  let pending = 0;
  let finishClosing: (() => void) | undefined;
  adapter
    .getInstance()
    .addHook('onRequest', (_request, reply, done) => {
      pending += 1;
      // Fastify's onResponse hook is not called for requests whose client has disconnected.
      reply.raw.once('close', () => {
        pending -= 1;
        if (pending === 0) finishClosing?.();
      });
      done();
    })
    .addHook('onSend', (_request, reply, payload, done) => {
      if (finishClosing) reply.header('connection', 'close');
      done(null, payload);
    })
    .addHook('preClose', (done) => {
      finishClosing = done;
      if (pending === 0) done();
    });
  return adapter;
}

/** Closes the connections of a client's network beyond its number. */
function boundConnectionsOf(server: Server, { maxConnections, maxConnectionsPerAddress }: HttpBounds): void {
  if (maxConnectionsPerAddress === undefined) return;
  const places = new Places(maxConnections);
  server.on('connection', (socket: Socket) => {
    const leave = places.take([{ owner: clientNetwork(socket.remoteAddress ?? ''), limit: maxConnectionsPerAddress }]);
    if (typeof leave === 'function') socket.once('close', leave);
    else socket.destroy();
  });
}

/** @returns whether the request is answered */
function answersWithoutRoute(routes: KnownRoutes, request: FastifyRequest, reply: FastifyReply): boolean {
  if (!hasOneHost(request.raw)) {
    sendProblem(reply, request.id, { code: 'VALIDATION_FAILED', detail: 'Send one Host header with a host.' });
    return true;
  }
  const { url: route } = request.routeOptions;
  if (!request.is404 && route !== undefined && !route.includes('*')) return false;
  const path = request.url.split('?', 1)[0] ?? '';
  const isForServer = path === '*' && request.method === 'OPTIONS';
  const allow = isForServer ? EVERY_METHOD : routes.methodsOf(path)?.join(', ');
  if (allow === undefined) return false;
  reply.header('allow', allow);
  if (request.method === 'OPTIONS') void reply.code(204).send();
  else sendProblem(reply, request.id, { code: 'METHOD_NOT_ALLOWED', detail: `This address takes ${allow}.` });
  return true;
}

/** RFC 9112, 3.2. Node keeps the first of several. */
function hasOneHost({ rawHeaders, httpVersion, headers: { host } }: IncomingMessage): boolean {
  if (host === undefined) return httpVersion === '1.0';
  const names = rawHeaders.filter((text, index) => index % 2 === 0 && /^host$/i.test(text));
  return names.length === 1 && HOST.test(host);
}

/** An address that cannot be decoded, or with a parameter that is longer than any id, reaches no route and no hook. */
function answerUnroutable({ code }: { readonly code: string }, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-correlation-id', request.id);
  sendProblem(
    reply,
    request.id,
    code === 'FST_ERR_BAD_URL'
      ? { code: 'VALIDATION_FAILED', detail: 'The address cannot be decoded: check what follows each "%".' }
      : { code: 'NOT_FOUND', detail: 'There is nothing here, or it is not yours.' },
  );
}

function refuseExpectation(response: ServerResponse, correlationId: string): void {
  const reply: ProblemReply = {
    code: (status) => ((response.statusCode = status), reply),
    header: (name, value) => (response.setHeader(name, value), reply),
    send: (payload) => (response.end(payload), reply),
  };
  reply.header('x-correlation-id', correlationId);
  sendProblem(reply, correlationId, { code: 'EXPECTATION_FAILED', detail: 'Expect takes "100-continue" alone.' });
}
