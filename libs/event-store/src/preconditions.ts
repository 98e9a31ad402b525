import { isRefusedBy, systemEntityTag, type CurrentResource, type Preconditions } from '@system-landscape/contracts';
import { currentToken, hasExpired, Refusal, versionOfLife, type Decision, type System } from '@system-landscape/domain';
import type { DomainEvent } from './stored-event.js';

/** A system as the preconditions of its writes compare it (RFC 9110, 13): its tag is that of its view. */
export function systemResource(system: System, now: Date): CurrentResource & { readonly tag: string } {
  const token = currentToken(system);
  const state = token?.state === 'LIVE' && hasExpired(token, now) ? 'EXPIRED' : token?.state;
  const tag = systemEntityTag({ id: system.systemId, version: versionOfLife(system), token: state && { state } });
  return { exists: true, tag };
}

/** The decision, unless the caller expects another current state; what does not exist is told first. */
export function unlessChanged<Event extends DomainEvent>(
  preconditions: Preconditions | undefined,
  current: CurrentResource,
  decision: Decision<Event>,
): Decision<Event> {
  const isMissing = decision instanceof Refusal && decision.code === 'NOT_FOUND';
  if (!preconditions || isMissing || !isRefusedBy(preconditions, current)) return decision;
  return new Refusal('PRECONDITION_FAILED', 'It is not as If-Match or If-None-Match says. Read it again.');
}
