import { mayChangeSystems, type User } from '../sign-in/user.js';
import type { System } from '../api/api-types.js';

/** An action on a system. */
export type SystemAction = 'display-token' | 'new-token' | 'cancel' | 'deregister';

/** The actions offered to this user for a system in this state. The API checks them again. */
export function actionsFor(system: System, user: User): readonly SystemAction[] {
  // In quarantine every command is refused.
  if (!mayChangeSystems(user) || system.quarantine) return [];
  const { status, token, registration } = system;
  switch (status) {
    case 'PENDING':
      // After the token is redeemed the registration runs (M-19).
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
    // A status that only a newer release of the platform knows.
    default:
      return [];
  }
}
