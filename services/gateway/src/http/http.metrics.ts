import { metrics } from '@system-landscape/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Histogram } from 'prom-client';

const httpRequestSeconds = new Histogram({
  name: 'landscape_http_request_seconds',
  help: 'Duration of HTTP requests from their arrival to the end of the answer, by method, route template and status; live events are not measured',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [metrics],
});

/** Measures every request that HTTP could be spoken with: refused ones, answers from memory, and addresses without a route. */
export function measureRequests(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', (request, reply, done) => {
      // They last until the subscriber leaves.
      const isStream = String(reply.getHeader('content-type')).startsWith('text/event-stream');
      if (!isStream) {
        // A template, so that ids create no series.
        const route = request.routeOptions.url ?? 'none';
        const labels = { method: request.method, route, status: reply.statusCode };
        httpRequestSeconds.observe(labels, reply.elapsedTime / 1_000);
      }
      done();
    });
}
