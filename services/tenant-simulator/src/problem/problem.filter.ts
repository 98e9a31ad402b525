import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem, titleOf } from './problem.js';

/** Every error leaves as problem details; what the caller did not cause is in the log only. */
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
  // Fastify's own refusals, such as a body that is no JSON.
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
