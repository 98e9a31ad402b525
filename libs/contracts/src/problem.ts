import type { Blocker, FieldError, RefusalCode } from '@system-landscape/domain';

/** Codes of problem details in addition to those of the domain. */
export type EdgeCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'METHOD_NOT_ALLOWED'
  | 'REQUEST_TIMEOUT'
  | 'URI_TOO_LONG'
  | 'EXPECTATION_FAILED'
  | 'REQUEST_HEADER_FIELDS_TOO_LARGE'
  | 'NOT_IMPLEMENTED'
  | 'POSITION_UNKNOWN'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'READ_MODEL_BEHIND'
  | 'REBUILD_NOT_READY'
  | 'NO_WAY_BACK'
  | 'INTERNAL';

export type ProblemCode = RefusalCode | EdgeCode;

/** HTTP status and title of every code. `docs/problems` is generated from it. */
export const PROBLEMS: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  VALIDATION_FAILED: { status: 400, title: 'The request is not valid' },
  POSITION_UNKNOWN: { status: 400, title: 'The log has no such position' },
  TOKEN_INVALID: { status: 400, title: 'The integration token is not valid' },
  UNAUTHENTICATED: { status: 401, title: 'Sign in first' },
  FORBIDDEN: { status: 403, title: 'Your role does not allow this' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The method is not allowed here' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request took too long to arrive' },
  NAME_IN_USE: { status: 409, title: 'The name is in use' },
  NAME_LOCKED_BY_EXTENSION: { status: 409, title: 'The name is locked by an extension' },
  TOKEN_EXPIRED: { status: 409, title: 'The integration token has expired' },
  TOKEN_USED: { status: 409, title: 'The integration token has been used' },
  TOKEN_REVOKED: { status: 409, title: 'The integration token has been revoked' },
  TOKEN_TYPE_MISMATCH: { status: 409, title: 'The integration token is for another type of system' },
  TENANT_MISMATCH: { status: 409, title: 'The integration token is for another tenant' },
  FAILED_EXTENSION_EXISTS: { status: 409, title: 'A failed extension exists' },
  TOKEN_NOT_AVAILABLE: { status: 409, title: 'There is no integration token to show' },
  TOKEN_LIMIT_REACHED: { status: 409, title: 'Too many live integration tokens' },
  SYSTEM_NOT_REGISTERED: { status: 409, title: 'The system is not registered' },
  ENTITLEMENT_EXISTS: { status: 409, title: 'The entitlement configuration exists already' },
  DEREGISTER_BLOCKED_REFERENCES: { status: 409, title: 'The system is still in use' },
  DEREGISTER_BLOCKED_STATUS: { status: 409, title: 'The system cannot be deregistered in this status' },
  CANCEL_BLOCKED_STATUS: { status: 409, title: 'The registration cannot be cancelled in this status' },
  EXTENSION_BUSY: { status: 409, title: 'The extension is busy' },
  QUARANTINED: { status: 409, title: 'The history cannot be read' },
  REBUILD_NOT_READY: { status: 409, title: 'There is no rebuilt read model yet' },
  NO_WAY_BACK: { status: 409, title: 'There is no previous read model' },
  PRECONDITION_FAILED: { status: 412, title: 'It has changed since you read it' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request is too large' },
  URI_TOO_LONG: { status: 414, title: 'The address is too long' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The media type is not supported' },
  EXPECTATION_FAILED: { status: 417, title: 'The expectation cannot be met' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The idempotency key was used with another request' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  REQUEST_HEADER_FIELDS_TOO_LARGE: { status: 431, title: 'The headers are too large' },
  INTERNAL: { status: 500, title: 'Something went wrong on our side' },
  NOT_IMPLEMENTED: { status: 501, title: 'The method is not known here' },
  UNAVAILABLE: { status: 503, title: 'Temporarily unavailable' },
  READ_MODEL_BEHIND: { status: 503, title: 'The read model is behind' },
};

/** An error as it crosses NATS: `{"error": …}` is the whole reply. */
export interface RpcErrorBody {
  /** A service of a newer release may send one that this release does not know. */
  readonly code: ProblemCode;
  readonly status: number;
  /** Of the code, for a reader of the release before that does not know it. */
  readonly title?: string;
  readonly detail: string;
  readonly correlationId?: string;
  readonly errors?: readonly FieldError[];
  readonly blockers?: readonly Blocker[];
  /** Seconds. */
  readonly retryAfter?: number;
}

/** RFC 9457, as every service answers it. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly correlationId: string;
  readonly errors?: readonly FieldError[];
  readonly blockers?: readonly Blocker[];
}

/** An error with a code. Status and title need only be there when this release may not know the code. */
export type Problem = Omit<RpcErrorBody, 'status'> & Partial<Pick<RpcErrorBody, 'status'>>;

/**
 * Whether an error can be answered: its code is known, or has come from a newer release in the form of a code and with the
 * status of an error.
 */
export function isProblem({ code, status = 0 }: Problem): boolean {
  return isKnown(code) || (/^[A-Z][A-Z0-9_]{0,99}$/.test(code) && status >= 400 && status < 600);
}

/** The error with the title of its code, for a reader of the release before that does not know it. */
export function withTitle(error: RpcErrorBody): RpcErrorBody {
  return isKnown(error.code) ? { title: PROBLEMS[error.code].title, ...error } : error;
}

/** The problem details (RFC 9457) of an error. A code that this release does not know is passed on as it came. */
export function problemDetailsOf(problem: Problem, correlationId: string): ProblemDetails {
  const { code, detail, errors, blockers } = problem;
  const { status, title } = isKnown(code) ? PROBLEMS[code] : statusAndTitleOf(problem);
  return {
    type: `urn:system-landscape:problem:${code}`,
    title,
    status,
    detail,
    code,
    correlationId,
    ...(errors ? { errors } : {}),
    ...(blockers ? { blockers } : {}),
  };
}

const isKnown = (code: string) => Object.hasOwn(PROBLEMS, code);

function statusAndTitleOf({ status = 500, title }: Problem): { readonly status: number; readonly title: string } {
  return { status, title: title ?? (status < 500 ? 'The request was refused' : PROBLEMS.INTERNAL.title) };
}
