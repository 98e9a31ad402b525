import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { TraceSpan } from '../context/request-context.js';
import { isTracing, startSpan } from '../telemetry/telemetry.js';

const spans = new WeakMap<FastifyRequest, TraceSpan>();

/** Of a request in work; undefined without an OTLP endpoint. */
export function spanOf(request: FastifyRequest): TraceSpan | undefined {
  return spans.get(request);
}

/**
 * Makes each HTTP request a span, refused ones included; those for health and metrics are none. Installs nothing without an OTLP
 * endpoint. Names and attributes hold templates of routes, never addresses, which may name somebody.
 */
export function traceRequests(app: NestFastifyApplication): void {
  if (!isTracing()) return;
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { method, routeOptions, headers } = request;
    const route = routeOptions.url;
    if (route === '/metrics' || route?.startsWith('/health')) return done();
    const parent = headers['traceparent'];
    const span = startSpan(() => ({
      name: route === undefined ? method : `${method} ${route}`,
      kind: 'server',
      parent: typeof parent === 'string' ? parent : undefined,
      attributes: { 'http.request.method': method, 'http.route': route },
    }));
    if (span) spans.set(request, span);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply;
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': statusCode });
    span?.end(statusCode >= 500 ? String(statusCode) : undefined);
    done();
  });
}
