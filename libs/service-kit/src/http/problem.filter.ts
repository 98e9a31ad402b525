import type { Problem, ProblemCode } from '@system-landscape/contracts/problem';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError, type Observable } from 'rxjs';
import { sendProblem } from './send-problem.js';

const BY_STATUS: Readonly<Record<number, { readonly code: ProblemCode; readonly detail: string }>> = {
  400: { code: 'VALIDATION_FAILED', detail: 'The request is malformed.' },
  404: { code: 'NOT_FOUND', detail: 'There is nothing here.' },
  405: { code: 'METHOD_NOT_ALLOWED', detail: 'This method is not allowed here.' },
  408: { code: 'REQUEST_TIMEOUT', detail: 'The request did not arrive in time. Send it again.' },
  413: { code: 'PAYLOAD_TOO_LARGE', detail: 'The body is too large.' },
  414: { code: 'URI_TOO_LONG', detail: 'The address is too long.' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'The body is of a type that is not taken.' },
  431: { code: 'REQUEST_HEADER_FIELDS_TOO_LARGE', detail: 'The headers are too large.' },
  503: { code: 'UNAVAILABLE', detail: 'The service is not available. Try again.' },
};

/** The problem that a status of Nest or Fastify stands for; undefined for those that neither uses. */
export function problemOfStatus(error: HttpException): Problem | undefined {
  return BY_STATUS[error.getStatus()];
}

/** Answers errors of a service's own addresses as problem details (RFC 9457). A failed health check keeps its details. */
@Catch()
export class HttpProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(HttpProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void | Observable<never> {
    // A service on the bus answers its requests there by itself.
    if (host.getType() !== 'http') return throwError(() => error);
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const expected = error instanceof HttpException ? error : undefined;
    if (expected && request.url.startsWith('/health/') && expected.getStatus() === 503) {
      void reply.code(503).send(expected.getResponse());
      return;
    }
    const problem = expected && problemOfStatus(expected);
    if (!problem) this.logger.error({ err: error }, 'A request failed unexpectedly');
    sendProblem(reply, request.id, problem ?? { code: 'INTERNAL', detail: 'Something went wrong. The log says what.' });
  }
}
