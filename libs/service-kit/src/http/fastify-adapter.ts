import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';

/**
 * Fastify with a graceful stop: pending requests are answered, then all connections are closed. By default Node waits for
 * idle connections: those that browsers open in advance, and keep-alive ones. `stopOnSignals` limits the duration.
 */
export function fastifyAdapter(options: FastifyServerOptions = {}): FastifyAdapter {
  const adapter = new FastifyAdapter({ ...options, forceCloseConnections: true, pluginTimeout: 0 });
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
