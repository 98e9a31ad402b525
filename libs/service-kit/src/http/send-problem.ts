import { problemDetailsOf, type Problem } from '@system-landscape/contracts/problem';

/** The part of a Fastify reply that takes a problem. */
export interface ProblemReply {
  code(status: number): ProblemReply;
  header(name: string, value: string): ProblemReply;
  send(payload: unknown): ProblemReply;
}

/** Answers with problem details (RFC 9457), which must not be cached. */
export function sendProblem(reply: ProblemReply, correlationId: string, body: Problem): void {
  const details = problemDetailsOf(body, correlationId);
  const { status } = details;
  const retryAfter = body.retryAfter ?? (status === 503 ? 1 : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  reply.header('cache-control', 'no-store');
  reply.header('content-type', 'application/problem+json; charset=utf-8');
  reply.code(status).send(JSON.stringify(details));
}
