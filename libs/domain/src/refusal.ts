/** Codes of refusals; the HTTP API returns them unchanged. */
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
  | 'ENTITLEMENT_EXISTS'
  | 'DEREGISTER_BLOCKED_REFERENCES'
  | 'DEREGISTER_BLOCKED_STATUS'
  | 'CANCEL_BLOCKED_STATUS'
  | 'EXTENSION_BUSY'
  | 'QUARANTINED'
  | 'PRECONDITION_FAILED';

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
 * An expected refusal by a domain rule. Decisions return it as a value; the command handler throws it, and the edge of
 * the service maps its code to a reply. It changes nothing in the log.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    /** A sentence for people: the obstacle and the remedy. */
    detail: string,
    readonly more: { readonly errors?: readonly FieldError[]; readonly blockers?: readonly Blocker[] } = {},
  ) {
    super(detail);
  }
}
