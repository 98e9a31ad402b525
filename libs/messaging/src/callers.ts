import { PROBLEMS, type ProblemCode, type Role } from '@system-landscape/contracts';
import { Refusal, type Actor } from '@system-landscape/domain';
import { currentContext, type ContextActor } from '@system-landscape/service-kit';
import { randomUUID } from 'node:crypto';
import { RpcError } from './rpc-error.js';

/** Somebody, with what makes their request this one. */
export interface Caller {
  readonly actor: Actor;
  /** Whose idempotency keys these are. */
  readonly caller: string;
  readonly key: string;
  /** Whether the key was made for this request, so that no other has it. */
  readonly skipReadBack: boolean;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent: string;
}

/** An administrator of an account. */
export interface Administrator extends Caller {
  readonly globalAccountId: string;
}

/** Somebody of a tenant. */
export interface TenantSide extends Caller {
  readonly tenantId: string;
}

/** Who may register and deregister systems of an account (M-02, N-01). */
const SYSTEM_ADMINISTRATORS: readonly Role[] = ['global-account-admin', 'system-landscape-admin'];

/*
 * On whose behalf the current request comes. The gateway has checked them before; what comes past it is checked here.
 * The role comes before the scope: wrong role 403, right role elsewhere 404.
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
  // Without a key from the caller each request is one of its own.
  const { idempotencyKey: key = randomUUID() } = context;
  const skipReadBack = context.idempotencyKey === undefined;
  return { actor, caller: actor.subject, key, skipReadBack, correlationId, causationId, traceparent };
}

function personOf({ subject, roles }: ContextActor): Actor {
  return { subject, roles };
}

function problem(code: ProblemCode, detail: string): RpcError {
  return new RpcError({ code, status: PROBLEMS[code].status, detail });
}
