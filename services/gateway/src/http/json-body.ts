import type { RpcError } from '@system-landscape/messaging';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problem } from '../problems/problem.js';
import { headerOf, type GatewayRequest } from './http.js';

/** JSON is UTF-8 (RFC 8259, 8.1). */
const CHARSET = /;\s*charset\s*=\s*(?!"?utf-?8"?\s*(?:;|$))/i;

/** A body that has arrived. Fastify takes it before the guards run, so it is read when the caller is authorized. */
class UnreadBody {
  /** @param read returns the value of the body. @throws RpcError when it is not valid */
  constructor(readonly read: () => unknown) {}
}

/** Reads the body, or refuses it; must come after the guards that authorize the caller and bound its requests. */
@Injectable()
export class BodyGuard implements CanActivate {
  canActivate(execution: ExecutionContext): boolean {
    const request = execution.switchToHttp().getRequest<GatewayRequest>();
    if (request.body instanceof UnreadBody) request.body = request.body.read();
    return true;
  }
}

/** Accepts only JSON objects as bodies; an empty body counts as none. `BodyGuard` reads them. */
export function acceptOnlyJson(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    const read = () => {
      refuseUnsupported(request);
      if (bytes.length === 0) return undefined;
      const text = textOf(bytes);
      if (text === undefined) throw invalid('The body is not UTF-8.');
      let value: unknown;
      // The parser calls back before it returns.
      void parseJson(request, text, (error, body: unknown) => {
        if (error)
          throw invalid(isJson(text) ? 'The body has a member that every object inherits.' : 'The body is not JSON.');
        value = body;
      });
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw invalid('The body must be a JSON object.');
      }
      return value;
    };
    done(null, new UnreadBody(read));
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, _bytes, done) => {
    const read = () => {
      refuseUnsupported(request);
      throw unsupported('Send the body as application/json.');
    };
    done(null, new UnreadBody(read));
  });
}

/** @throws RpcError `UNSUPPORTED_MEDIA_TYPE` */
function refuseUnsupported(request: Pick<GatewayRequest, 'headers'>): void {
  const coding = headerOf(request, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (coding !== '' && coding !== 'identity') throw unsupported('Send the body without a content coding.');
  if (CHARSET.test(headerOf(request, 'content-type') ?? '')) throw unsupported('Send the body in UTF-8.');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function textOf(bytes: string | Buffer): string | undefined {
  if (typeof bytes === 'string') return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const invalid = (detail: string): RpcError => problem('VALIDATION_FAILED', detail);
const unsupported = (detail: string): RpcError => problem('UNSUPPORTED_MEDIA_TYPE', detail);
