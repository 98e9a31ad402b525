import { contextOf, runInContext } from '@system-landscape/service-kit';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { InvalidBody } from './body.guard.js';
import { matchesIfNoneMatch } from './entity-tag.js';
import { headerOf } from './http.js';
import { securityHeaders } from './security-headers.js';

/** Accepts only JSON objects as bodies; an empty body counts as none. The refusal of others waits for `BodyGuard`. */
export function acceptOnlyJson(app: NestFastifyApplication): void {
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
        done(null, new InvalidBody(new BadRequestException()));
      } else {
        done(null, body);
      }
    });
  });
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (_request, _text, done) => {
    done(null, new InvalidBody(new UnsupportedMediaTypeException()));
  });
}

/** Runs everything from the guards on in the request's context. */
export function runInRequestContext(app: NestFastifyApplication): void {
  // Not in an earlier hook: reading the body would lose the context.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', (request, _reply, done) => {
      const traceparent = headerOf(request, 'traceparent');
      const context = contextOf({ correlationId: request.id, ...(traceparent === undefined ? {} : { traceparent }) });
      runInContext(context, done);
    });
}

/**
 * Adds security headers and the correlation id to every response, and answers 304 when `If-None-Match` names the entity tag
 * (RFC 9110).
 */
export function addResponseHooks(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const headers = securityHeaders();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-correlation-id', request.id);
    done();
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const tag = reply.getHeader('etag');
    const isNotModified =
      request.method === 'GET' &&
      reply.statusCode === 200 &&
      typeof tag === 'string' &&
      matchesIfNoneMatch(tag, request.headers['if-none-match']);
    if (!isNotModified) {
      done(null, payload);
      return;
    }
    reply.code(304).removeHeader('content-length').removeHeader('content-type');
    done(null, null);
  });
}
