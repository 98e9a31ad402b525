import type { CommandContext } from '@system-landscape/event-store';
import { contextOf, currentContext, type Clock } from '@system-landscape/service-kit';

/** A command of the platform itself, in the request context of the event or request that it reacts to. */
export function platformCommand(operation: string, key: string, clock: Clock): CommandContext {
  const { correlationId, causationId = correlationId, traceparent } = currentContext() ?? contextOf({});
  return {
    operation,
    caller: 'assignment',
    key,
    actor: { subject: 'assignment', roles: ['platform'] },
    correlationId,
    causationId,
    traceparent,
    now: clock.now(),
  };
}
