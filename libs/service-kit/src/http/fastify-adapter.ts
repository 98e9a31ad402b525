import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';

/**
 * HTTP that ends when it is told to: what was asked is answered, then every connection is closed. Left to itself, Node
 * waits for connections that ask nothing: those that browsers open ahead, and those kept alive after a last answer.
 * How long all this may take is for `stopOnSignals` to bound.
 */
export function fastifyAdapter(options: FastifyServerOptions = {}): FastifyAdapter {
  const adapter = new FastifyAdapter({ ...options, forceCloseConnections: true, pluginTimeout: 0 });
  let unanswered = 0;
  let allAnswered: (() => void) | undefined;
  adapter
    .getInstance()
    .addHook('onRequest', (_request, reply, done) => {
      unanswered += 1;
      // Fastify's own hook does not tell of those whose asker has left.
      reply.raw.once('close', () => {
        unanswered -= 1;
        if (unanswered === 0) allAnswered?.();
      });
      done();
    })
    .addHook('onSend', (_request, reply, payload, done) => {
      if (allAnswered) reply.header('connection', 'close');
      done(null, payload);
    })
    .addHook('preClose', (done) => {
      allAnswered = done;
      if (unanswered === 0) done();
    });
  return adapter;
}
