import { mayChangeSystems, type Person } from '../sign-in/person.js';
import type { System } from '../platform/platform.js';

/** What the cockpit offers to do with a system. */
export type SystemAction = 'display-token' | 'new-token' | 'cancel' | 'deregister';

/** What this person may do with the system as it stands; the API decides in the end. */
export function actionsFor(system: System, person: Person): readonly SystemAction[] {
  if (!mayChangeSystems(person)) return [];
  const { status, token, registration } = system;
  switch (status) {
    case 'PENDING':
      // Once it is redeemed the tenant is at work (M-19).
      return token?.state === 'USED' ? [] : ['display-token', 'new-token', 'cancel'];
    case 'ERROR':
      return registration?.state === 'DELETED' ? ['new-token', 'cancel'] : ['new-token'];
    case 'REGISTERED':
      return ['deregister'];
    case 'DEREGISTERED':
      return ['new-token'];
    case 'DEREGISTERING':
    case 'DEREGISTER_ERROR':
    case 'REMOVED':
      return [];
  }
}
