import { problemDetailsOf, PROBLEMS, type RpcErrorBody } from '@system-landscape/contracts/problem';

/** The part of a Fastify reply that takes a problem. */
export interface ProblemReply {
  code(status: number): ProblemReply;
  header(name: string, value: string): ProblemReply;
  send(payload: unknown): ProblemReply;
}

/** Answers with problem details (RFC 9457), which must not be cached. */
export function sendProblem(reply: ProblemReply, correlationId: string, body: Omit<RpcErrorBody, 'status'>): void {
  const { status } = PROBLEMS[body.code];
  const retryAfter = body.retryAfter ?? (status === 503 ? 1 : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  reply.header('cache-control', 'no-store');
  reply.header('content-type', 'application/problem+json; charset=utf-8');
  reply.code(status).send(JSON.stringify(problemDetailsOf(body, correlationId)));
}
