import type { RpcError } from '@system-landscape/messaging';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problem } from '../problems/problem.js';
import { headerOf, type GatewayRequest } from './http.js';

/** JSON is UTF-8 (RFC 8259, 8.1). */
const CHARSET = /;\s*charset\s*=\s*(?!"?utf-?8"?\s*(?:;|$))/i;

/** An invalid body. Fastify parses bodies before the guards run, so the refusal waits until the caller is authorized. */
export class InvalidBody {
  constructor(readonly refusal: RpcError) {}
}

/** Refuses invalid bodies; must come after the guards that authorize the caller. */
@Injectable()
export class BodyGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const { body } = execution.switchToHttp().getRequest<GatewayRequest>();
    if (body instanceof InvalidBody) throw body.refusal;
    return true;
  }
}

/** Accepts only JSON objects as bodies; an empty body counts as none. The refusal of others waits for `BodyGuard`. */
export function acceptOnlyJson(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    const unsupported = unsupportedIn(request);
    if (unsupported) return done(null, unsupported);
    if (bytes.length === 0) return done(null, undefined);
    const text = textOf(bytes);
    if (text === undefined) return done(null, invalid('The body is not UTF-8.'));
    void parseJson(request, text, (error, body: unknown) => {
      if (error) done(null, invalid('The body is not JSON.'));
      else if (typeof body !== 'object' || body === null || Array.isArray(body)) {
        done(null, invalid('The body must be a JSON object.'));
      } else done(null, body);
    });
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, _bytes, done) => {
    done(null, unsupportedIn(request) ?? unsupported('Send the body as application/json.'));
  });
}

function unsupportedIn(request: Pick<GatewayRequest, 'headers'>): InvalidBody | undefined {
  const coding = headerOf(request, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (coding !== '' && coding !== 'identity') return unsupported('Send the body without a content coding.');
  if (CHARSET.test(headerOf(request, 'content-type') ?? '')) return unsupported('Send the body in UTF-8.');
  return undefined;
}

function textOf(bytes: string | Buffer): string | undefined {
  if (typeof bytes === 'string') return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const invalid = (detail: string) => new InvalidBody(problem('VALIDATION_FAILED', detail));
const unsupported = (detail: string) => new InvalidBody(problem('UNSUPPORTED_MEDIA_TYPE', detail));
