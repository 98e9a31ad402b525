import { contextOf, runInContext } from '@system-landscape/service-kit';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UnusableBody } from './body.guard.js';
import { isKnown } from './entity-tag.js';
import { headerOf } from './http.js';
import { securityHeaders } from './security-headers.js';

/** JSON objects are the only bodies; an empty one is none. */
export function acceptJsonAlone(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text.length === 0) {
      done(null, undefined);
      return;
    }
    void parseJson(request, text.toString(), (error, body: unknown) => {
      if (error || typeof body !== 'object' || body === null || Array.isArray(body)) {
        done(null, new UnusableBody(new BadRequestException()));
      } else {
        done(null, body);
      }
    });
  });
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, _text, done) => {
    done(null, new UnusableBody(new UnsupportedMediaTypeException()));
  });
}

/** Everything that is done for a request, from its guards on, runs in its context. */
export function runInRequestContext(app: NestFastifyApplication): void {
  // Not earlier: reading a body leads out of the context.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', (request, _reply, done) => {
      const traceparent = headerOf(request, 'traceparent');
      const known = { correlationId: request.id, ...(traceparent === undefined ? {} : { traceparent }) };
      runInContext(contextOf(known), done);
    });
}

/**
 * Every answer names the request and tells browsers what it must not be used for; a representation that the caller has
 * is not sent again.
 */
export function addAnswerHooks(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const headers = securityHeaders();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-correlation-id', request.id);
    done();
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const tag = reply.getHeader('etag');
    const unchanged =
      request.method === 'GET' &&
      reply.statusCode === 200 &&
      typeof tag === 'string' &&
      isKnown(tag, request.headers['if-none-match']);
    if (!unchanged) {
      done(null, payload);
      return;
    }
    reply.code(304).removeHeader('content-length').removeHeader('content-type');
    done(null, null);
  });
}
