import { contextOf, runInContext, spanOf } from '@system-landscape/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { matchesIfNoneMatch } from '@system-landscape/contracts';
import { headerOf, isRead } from './http.js';

/**
 * Runs everything from the guards on in the request's context.
 * @param deadlineMs time within which the request is answered
 */
export function runInRequestContext(app: NestFastifyApplication, deadlineMs: number): void {
  // Not in an earlier hook: reading the body would lose the context.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', (request, _reply, done) => {
      const traceparent = headerOf(request, 'traceparent');
      const span = spanOf(request);
      const context = contextOf({
        correlationId: request.id,
        deadline: performance.now() + deadlineMs,
        ...(traceparent === undefined ? {} : { traceparent }),
        ...(span && { span }),
      });
      runInContext(context, done);
    });
}

/** Answers 304 where `If-None-Match` names the entity tag of the answer to `GET` or `HEAD` (RFC 9110, 13.1.2). */
export function answerNotModified(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const tag = reply.getHeader('etag');
    const isNotModified =
      isRead(request) &&
      reply.statusCode === 200 &&
      typeof tag === 'string' &&
      matchesIfNoneMatch(tag, request.headers['if-none-match']);
    if (!isNotModified) {
      done(null, payload);
      return;
    }
    reply.code(304).removeHeader('content-length').removeHeader('content-type');
    // Fastify takes the payload of a HEAD away by itself, and fails without one.
    done(null, request.method === 'HEAD' ? payload : null);
  });
}
