import { extensionIdOf, parseSystemId } from '../identity/ids.js';
import type { Attempt, System, SystemState, Token } from './system.state.js';

/** The current life of the name if it is this system; undefined for a former life or another name. */
export function currentSystem(state: SystemState, systemId: string): System | undefined {
  return state.status !== 'NONE' && state.systemId === systemId ? state : undefined;
}

/** Whether the system is a former life of this name: it has ended, and no command applies to it. */
export function isFormerLife(state: SystemState, systemId: string): boolean {
  if (state.status === 'NONE') return false;
  const parsed = parseSystemId(systemId);
  return parsed !== undefined && parsed.nameId === parseSystemId(state.systemId)!.nameId && parsed.life < state.life;
}

/** Whether the system is removed or deregistered, so that its name may be used again (R8, R11, R12). */
export function isEnded(status: SystemState['status']): boolean {
  return status === 'REMOVED' || status === 'DEREGISTERED';
}

/** The version of the current life, with which it is shown: that of the stream with the last event about it. */
export function versionOfLife(state: SystemState): number {
  const { version } = state;
  return state.status !== 'NONE' && state.formerLifeReversedAt === version ? version - 1 : version;
}

/** The token with this id, of any life of the name. */
export function findToken({ tokens }: SystemState, tokenId: string): Token | undefined {
  for (let issued = tokens; issued !== null; issued = issued.before) {
    if (issued.token.tokenId === tokenId) return issued.token;
  }
  return undefined;
}

/** The token that was issued last in this life, in whatever state. */
export function currentToken(system: System): Token | undefined {
  return system.tokenId === null ? undefined : findToken(system, system.tokenId);
}

/** When the person saw the token issued last, as far as it is recorded; undefined when they have not. */
export function lastDisplayTo({ displays }: System, subject: string): Date | undefined {
  for (let display = displays; display !== null; display = display.before) {
    if (display.subject === subject) return new Date(display.occurredAt);
  }
  return undefined;
}

/** The attempt of the saga that is running, if any. */
export function runningAttempt(state: SystemState): Attempt | undefined {
  if (state.status === 'PENDING') return state.registration ?? undefined;
  if (state.status === 'DEREGISTERING') return state.deregistration;
  return undefined;
}

/** Id of the extension that the next redemption creates. */
export function nextExtensionId(system: System): string {
  return extensionIdOf(system.systemId, system.extensionCount + 1);
}

/** Number of the life that the next registration of the name starts. */
export function nextLife(state: SystemState): number {
  return state.status === 'NONE' ? 1 : parseSystemId(state.systemId)!.life + 1;
}
