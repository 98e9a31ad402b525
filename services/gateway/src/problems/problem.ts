import { PROBLEMS, type ProblemCode } from '@system-landscape/contracts';
import { RpcError } from '@system-landscape/messaging';

/** A refusal of the gateway itself. */
export function problem(code: ProblemCode, detail: string, more: { readonly retryAfter?: number } = {}): RpcError {
  return new RpcError({ code, status: PROBLEMS[code].status, detail, ...more });
}

/** The same for what never was and for what belongs to others. */
export function notFound(): RpcError {
  return problem('NOT_FOUND', 'There is nothing here, or it is not yours.');
}
