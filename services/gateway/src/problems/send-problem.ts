import { PROBLEMS, type ProblemDetails, type RpcErrorBody } from '@system-landscape/contracts';
import type { GatewayReply } from '../http/http.js';

/** Answers with problem details (RFC 9457), which must not be cached. */
export function sendProblem(reply: GatewayReply, correlationId: string, body: Omit<RpcErrorBody, 'status'>): void {
  const { status, title } = PROBLEMS[body.code];
  const problem: ProblemDetails = {
    type: `urn:system-landscape:problem:${body.code}`,
    title,
    status,
    detail: body.detail,
    code: body.code,
    correlationId,
    ...(body.errors ? { errors: body.errors } : {}),
    ...(body.blockers ? { blockers: body.blockers } : {}),
  };
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="system-landscape"');
  const retryAfter = body.retryAfter ?? (status === 503 ? 1 : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  reply.header('cache-control', 'no-store');
  reply.header('content-type', 'application/problem+json; charset=utf-8');
  reply.code(status).send(JSON.stringify(problem));
}
