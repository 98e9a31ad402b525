import { PROBLEMS, type ProblemCode } from '@system-landscape/contracts';
import { RpcError } from '@system-landscape/messaging';

/** An error that the gateway answers as problem details. */
export function problem(code: ProblemCode, detail: string, more: { readonly retryAfter?: number } = {}): RpcError {
  return new RpcError({ code, status: PROBLEMS[code].status, detail, ...more });
}

/** The same error for what does not exist and for what belongs to another account or tenant, so that it reveals neither. */
export function notFound(): RpcError {
  return problem('NOT_FOUND', 'There is nothing here, or it is not yours.');
}
