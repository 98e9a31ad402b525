import { PROBLEMS, type ProblemCode, type Role } from '@system-landscape/contracts';
import { Refusal, type Actor } from '@system-landscape/domain';
import type { CommandContext } from '@system-landscape/event-store';
import { RpcError } from '@system-landscape/messaging';
import { currentContext } from '@system-landscape/service-kit';
import { randomUUID } from 'node:crypto';

/** Who may register systems in an account (M-02, N-01). */
const ADMINISTRATORS: readonly Role[] = ['global-account-admin', 'system-landscape-admin'];

/** An administrator of an account, with what makes their request this one. */
export interface Administrator {
  readonly actor: Actor;
  readonly globalAccountId: string;
  readonly key: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent: string;
}

/**
 * The administrator on whose behalf the current request comes. The gateway has checked them before; what comes
 * past it is checked here. The role comes before the scope: wrong role 403, right role elsewhere 404.
 * @throws RpcError or Refusal
 */
export function administratorOf(globalAccountId: string): Administrator {
  const context = currentContext();
  const actor = context?.actor;
  if (!context || !actor) throw problem('UNAUTHENTICATED', 'The request does not say on whose behalf it comes.');
  if (!ADMINISTRATORS.some((role) => actor.roles.includes(role))) {
    throw problem('FORBIDDEN', `This takes one of the roles ${ADMINISTRATORS.join(', ')}.`);
  }
  if (actor.globalAccountId !== globalAccountId) throw new Refusal('NOT_FOUND', 'There is no such global account.');
  const { correlationId, causationId = correlationId, traceparent } = context;
  // Without a key from the caller each request is one of its own.
  return {
    actor,
    globalAccountId,
    key: context.idempotencyKey ?? randomUUID(),
    correlationId,
    causationId,
    traceparent,
  };
}

/** The administrator's command as the command handler takes it. */
export function commandOf(administrator: Administrator, operation: string, now: Date): CommandContext {
  return { ...administrator, operation, caller: administrator.actor.subject, now };
}

export function problem(code: ProblemCode, detail: string): RpcError {
  return new RpcError({ code, status: PROBLEMS[code].status, detail });
}
