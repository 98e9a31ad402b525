import { isProblem, type Problem, type ProblemCode } from '@system-landscape/contracts';
import { internalError, toErrorBody } from '@system-landscape/messaging';
import { contextOf, problemOfStatus, runInContext, sendProblem } from '@system-landscape/service-kit';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { headerOf, pathOf, type GatewayReply, type GatewayRequest } from '../http/http.js';

/** Answers every error as problem details (RFC 9457). The cause of an unexpected error is only logged. */
@Catch()
export class ProblemExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemExceptionFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<GatewayRequest>();
    const reply = host.switchToHttp().getResponse<GatewayReply>();
    if (error instanceof HttpException && pathOf(request).startsWith('/health/')) {
      reply.code(error.getStatus()).send(error.getResponse());
      return;
    }
    const body = runInContext(contextOf({ correlationId: request.id }), () => this.bodyOf(error));
    const challenge = challengeOf(body.code, request);
    if (challenge !== undefined) reply.header('www-authenticate', challenge);
    // RFC 9110, 15.5.16: what would be taken.
    if (body.code === 'UNSUPPORTED_MEDIA_TYPE')
      reply.header('accept', 'application/json').header('accept-encoding', 'identity');
    sendProblem(reply, request.id, body);
  }

  private bodyOf(error: unknown): Problem {
    const body = toErrorBody(error);
    if (body && isProblem(body)) return body;
    if (error instanceof HttpException) {
      const problem = problemOfStatus(error);
      if (problem)
        return error.getStatus() === 413 ? { ...problem, detail: 'The body is larger than 64 KiB.' } : problem;
    }
    this.logger.error({ err: error }, 'A request failed unexpectedly');
    return internalError();
  }
}

/** RFC 6750, 3: the error is named only to a caller that has sent a token. */
function challengeOf(code: ProblemCode, request: GatewayRequest): string | undefined {
  const challenge = 'Bearer realm="system-landscape"';
  if (code === 'FORBIDDEN') return `${challenge}, error="insufficient_scope"`;
  if (code !== 'UNAUTHENTICATED') return undefined;
  const hasToken = /^Bearer +\S/i.test(headerOf(request, 'authorization') ?? '');
  return hasToken ? `${challenge}, error="invalid_token"` : challenge;
}
