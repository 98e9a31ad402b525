import { PROBLEMS, type ProblemCode, type Role } from '@system-landscape/contracts';
import { Refusal, type Actor } from '@system-landscape/domain';
import type { CommandContext } from '@system-landscape/event-store';
import { RpcError } from '@system-landscape/messaging';
import { currentContext } from '@system-landscape/service-kit';
import { randomUUID } from 'node:crypto';

/** Somebody of a tenant, with what makes their request this one. */
export interface TenantSide extends Omit<CommandContext, 'operation' | 'globalAccountId' | 'now'> {
  readonly tenantId: string;
}

/**
 * On whose behalf the current request comes. The gateway has checked them before; what comes past it is checked here
 * (M-03). Idempotency keys belong to the tenant, not to the person (N-15).
 * @throws RpcError or Refusal
 */
export function tenantSideOf(tenantId: string, role: Role): TenantSide {
  const context = currentContext();
  const actor = context?.actor;
  if (!context || !actor) throw problem('UNAUTHENTICATED', 'The request does not say on whose behalf it comes.');
  if (!actor.roles.includes(role)) throw problem('FORBIDDEN', `This takes the role ${role}.`);
  if (actor.tenantId !== tenantId) throw new Refusal('NOT_FOUND', 'There is no such tenant.');
  const { correlationId, causationId = correlationId, traceparent } = context;
  return {
    tenantId,
    actor: actorOf(actor),
    caller: `tenant:${tenantId}`,
    key: context.idempotencyKey ?? randomUUID(),
    correlationId,
    causationId,
    traceparent,
  };
}

function actorOf({ subject, roles }: Actor): Actor {
  return { subject, roles };
}

function problem(code: ProblemCode, detail: string): RpcError {
  return new RpcError({ code, status: PROBLEMS[code].status, detail });
}
