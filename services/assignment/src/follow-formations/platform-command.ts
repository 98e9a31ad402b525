import type { CommandContext } from '@system-landscape/event-store';
import { contextOf, currentContext, type Clock } from '@system-landscape/service-kit';

/** A command that the platform itself gives, in the context of what it follows. */
export function platformCommand(operation: string, key: string, globalAccountId: string, clock: Clock): CommandContext {
  const { correlationId, causationId = correlationId, traceparent } = currentContext() ?? contextOf({});
  return {
    operation,
    caller: 'assignment',
    key,
    actor: { subject: 'assignment', roles: ['platform'] },
    globalAccountId,
    correlationId,
    causationId,
    traceparent,
    now: clock.now(),
  };
}
