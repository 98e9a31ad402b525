import { PROBLEMS, type ProblemCode, type RpcErrorBody } from '@system-landscape/contracts';
import { Refusal } from '@system-landscape/domain';
import { currentContext } from '@system-landscape/service-kit';
import { isNatsUnavailable } from './jetstream-errors.js';

/** A request over NATS that was refused or not answered. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: ProblemCode;

  constructor(readonly body: RpcErrorBody) {
    super(body.detail);
    this.code = body.code;
  }
}

/** An error with a problem code, such as those of the event store's repository. */
interface Coded {
  readonly code: ProblemCode;
  readonly message: string;
  readonly retryAfter?: number;
}

/** Maps an error with a problem code to its form on NATS; undefined for any other error. */
export function toErrorBody(error: unknown): RpcErrorBody | undefined {
  const correlationId = currentContext()?.correlationId;
  const trail = correlationId === undefined ? {} : { correlationId };
  if (error instanceof RpcError) return error.body;
  if (error instanceof Refusal) {
    return { code: error.code, status: PROBLEMS[error.code].status, detail: error.message, ...error.more, ...trail };
  }
  if (isCoded(error)) {
    const { code, message, retryAfter } = error;
    return {
      code,
      status: PROBLEMS[code].status,
      detail: message,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...trail,
    };
  }
  if (isNatsUnavailable(error)) return { ...unavailable('NATS is not available at the moment. Try again.'), ...trail };
  return undefined;
}

/** The reply for an unexpected error: a correlation id, and nothing of the cause. */
export function internalError(): RpcErrorBody {
  const correlationId = currentContext()?.correlationId;
  return {
    code: 'INTERNAL',
    status: 500,
    detail: 'Something went wrong on our side. Report the correlation id if it happens again.',
    ...(correlationId === undefined ? {} : { correlationId }),
  };
}

export function unavailable(detail: string, retryAfter = 1): RpcErrorBody {
  return { code: 'UNAVAILABLE', status: PROBLEMS.UNAVAILABLE.status, detail, retryAfter };
}

/** One caller, account or tenant asks for too much at a time. */
export function limited(detail: string, retryAfter = 1): RpcErrorBody {
  return { code: 'RATE_LIMITED', status: PROBLEMS.RATE_LIMITED.status, detail, retryAfter };
}

function isCoded(error: unknown): error is Coded {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code in PROBLEMS;
}
