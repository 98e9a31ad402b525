import {
  parseEntityTags,
  PROBLEMS,
  type Preconditions,
  type ProblemCode,
  type Role,
} from '@system-landscape/contracts';
import { Refusal, type Actor } from '@system-landscape/domain';
import { currentContext, type ContextActor, type RequestContext } from '@system-landscape/service-kit';
import { randomUUID } from 'node:crypto';
import { RpcError } from './rpc-error.js';

/** The caller of the current request, with its idempotency key and trace. */
export interface Caller {
  readonly actor: Actor;
  /** Owner of the idempotency key. */
  readonly caller: string;
  readonly key: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent: string;
  /** What the caller expects of the current state. */
  readonly preconditions?: Preconditions;
}

/** An administrator of an account. */
export interface Administrator extends Caller {
  readonly globalAccountId: string;
}

/** A person or system of a tenant. */
export interface TenantSide extends Caller {
  readonly tenantId: string;
}

/** Who may register and deregister systems of an account (M-02, N-01). */
const SYSTEM_ADMINISTRATORS: readonly Role[] = ['global-account-admin', 'system-landscape-admin'];

/*
 * The caller of the current request. The gateway checks callers, too; these checks also apply to requests that bypass it.
 * The role is checked before the scope: wrong role 403, right role in another account or tenant 404.
 */

/** @throws RpcError or Refusal */
export function administratorOf(
  globalAccountId: string,
  roles: readonly Role[] = SYSTEM_ADMINISTRATORS,
): Administrator {
  const { actor, ...caller } = callerWith(roles);
  if (actor.globalAccountId !== globalAccountId) throw new Refusal('NOT_FOUND', 'There is no such global account.');
  return { ...caller, actor: personOf(actor), globalAccountId };
}

/**
 * Idempotency keys belong to the tenant, not to the person (N-15).
 * @throws RpcError or Refusal
 */
export function tenantSideOf(tenantId: string, role: Role): TenantSide {
  const { actor, ...caller } = callerWith([role]);
  if (actor.tenantId !== tenantId) throw new Refusal('NOT_FOUND', 'There is no such tenant.');
  return { ...caller, actor: personOf(actor), caller: `tenant:${tenantId}`, tenantId };
}

/** @throws RpcError */
export function operatorOf(): Caller {
  const { actor, ...caller } = callerWith(['operator']);
  return { ...caller, actor: personOf(actor) };
}

function callerWith(roles: readonly Role[]): Caller & { readonly actor: ContextActor } {
  const context = currentContext();
  const actor = context?.actor;
  if (!context || !actor) throw problem('UNAUTHENTICATED', 'The request does not say on whose behalf it comes.');
  if (!roles.some((role) => actor.roles.includes(role))) {
    const wanted = roles.length === 1 ? `the role ${roles[0]}` : `one of the roles ${roles.join(', ')}`;
    throw problem('FORBIDDEN', `This takes ${wanted}.`);
  }
  const { correlationId, causationId = correlationId, traceparent } = context;
  // A request without a key is never a repetition.
  const { idempotencyKey: key = randomUUID() } = context;
  const preconditions = preconditionsOf(context);
  return {
    ...{ actor, caller: actor.subject, key, correlationId, causationId, traceparent },
    ...(preconditions && { preconditions }),
  };
}

/** @throws RpcError `VALIDATION_FAILED` for a malformed header */
function preconditionsOf(headers: Pick<RequestContext, 'ifMatch' | 'ifNoneMatch'>): Preconditions | undefined {
  const [ifMatch, ifNoneMatch] = [headers.ifMatch, headers.ifNoneMatch].map((header) => {
    if (header === undefined) return undefined;
    const tags = parseEntityTags(header);
    if (!tags) throw problem('VALIDATION_FAILED', 'An entity tag is malformed.');
    return tags;
  });
  if (ifMatch === undefined && ifNoneMatch === undefined) return undefined;
  return { ...(ifMatch === undefined ? {} : { ifMatch }), ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }) };
}

function personOf({ subject, roles }: ContextActor): Actor {
  return { subject, roles };
}

function problem(code: ProblemCode, detail: string): RpcError {
  return new RpcError({ code, status: PROBLEMS[code].status, detail });
}
