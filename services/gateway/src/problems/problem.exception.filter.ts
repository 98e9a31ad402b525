import { PROBLEMS, type ProblemCode, type RpcErrorBody } from '@system-landscape/contracts';
import { internalError, toErrorBody } from '@system-landscape/messaging';
import { contextOf, runInContext } from '@system-landscape/service-kit';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { pathOf, type GatewayReply, type GatewayRequest } from '../http/http.js';
import { sendProblem } from './send-problem.js';

const BY_STATUS: Readonly<Record<number, { readonly code: ProblemCode; readonly detail: string }>> = {
  400: { code: 'VALIDATION_FAILED', detail: 'The request is malformed: the body must be a JSON object.' },
  404: { code: 'NOT_FOUND', detail: 'There is nothing here.' },
  405: { code: 'METHOD_NOT_ALLOWED', detail: 'This method is not allowed here.' },
  413: { code: 'PAYLOAD_TOO_LARGE', detail: 'The body is larger than 64 KiB.' },
  414: { code: 'VALIDATION_FAILED', detail: 'The address is too long.' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'Send the body as application/json.' },
  503: { code: 'UNAVAILABLE', detail: 'The service is not available. Try again.' },
};

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
    runInContext(contextOf({ correlationId: request.id }), () => sendProblem(reply, request.id, this.bodyOf(error)));
  }

  private bodyOf(error: unknown): Omit<RpcErrorBody, 'status'> {
    const body = toErrorBody(error);
    if (body && body.code in PROBLEMS) return body;
    if (error instanceof HttpException) {
      const byStatus = BY_STATUS[error.getStatus()];
      if (byStatus) return byStatus;
    }
    this.logger.error({ err: error }, 'A request failed unexpectedly');
    return internalError();
  }
}
