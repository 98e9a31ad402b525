import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem, titleOf } from './problem.js';

/** Answers every error as problem details. The cause of a server error is in the log only. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = statusOf(error);
    if (status >= 500) this.logger.error(error);
    const body =
      error instanceof Problem
        ? error.getResponse()
        : {
            type: 'about:blank',
            title: titleOf(status),
            status,
            detail:
              status < 500 ? (error as Error).message : 'Something went wrong in the simulator; its log says what',
          };
    void reply.status(status).header('content-type', 'application/problem+json').send(body);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  // Errors of Fastify itself, such as a body that is not JSON.
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
