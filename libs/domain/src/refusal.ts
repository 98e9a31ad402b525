/** Codes of what the domain refuses; the HTTP API shows them as they are. */
export type RefusalCode =
  | 'VALIDATION_FAILED'
  | 'NOT_FOUND'
  | 'NAME_IN_USE'
  | 'NAME_LOCKED_BY_EXTENSION'
  | 'TOKEN_INVALID'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_USED'
  | 'TOKEN_REVOKED'
  | 'TOKEN_TYPE_MISMATCH'
  | 'TENANT_MISMATCH'
  | 'FAILED_EXTENSION_EXISTS'
  | 'TOKEN_NOT_AVAILABLE'
  | 'TOKEN_LIMIT_REACHED'
  | 'SYSTEM_NOT_REGISTERED'
  | 'DEREGISTER_BLOCKED_REFERENCES'
  | 'DEREGISTER_BLOCKED_STATUS'
  | 'CANCEL_BLOCKED_STATUS'
  | 'EXTENSION_BUSY';

/** Which member of the input is wrong, and why. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** What keeps a system from being deregistered (M-24). */
export interface Blocker {
  readonly kind: 'formation' | 'entitlement';
  readonly id: string;
  readonly name: string;
}

/**
 * An expected "no" of the domain. Decisions return it as a value; the command handler throws it, so that it reaches
 * the one place at the edge that maps codes to answers. It changes nothing in the log.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    /** A sentence for people: what is in the way and what helps. */
    detail: string,
    readonly more: { readonly errors?: readonly FieldError[]; readonly blockers?: readonly Blocker[] } = {},
  ) {
    super(detail);
  }
}
