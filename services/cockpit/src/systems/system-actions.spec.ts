import type { System } from '../api/api-types.js';
import type { Role } from '../sign-in/user.js';
import { actionsFor } from './system-actions.js';

const system = (status: System['status'], token?: string, extension?: string) =>
  ({
    status,
    ...(token !== undefined && { token: { state: token } }),
    ...(extension !== undefined && { registration: { state: extension } }),
  }) as System;
const offered = (one: System, role: Role = 'global-account-admin') => actionsFor(one, { name: 'x', roles: [role] });

describe('the offered actions', () => {
  it('M-18: of a Pending system that waits for its tenant are to display the token, or to cancel (R11)', () => {
    for (const state of ['LIVE', 'EXPIRED']) {
      expect(offered(system('PENDING', state))).toEqual(['display-token', 'new-token', 'cancel']);
    }
  });

  it('are none while the registration runs', () => {
    expect(offered(system('PENDING', 'USED', 'ENABLING'))).toEqual([]);
  });

  it('R6: of a system in Error are a new token, and to cancel once its extension is deleted (R11)', () => {
    expect(offered(system('ERROR', 'USED', 'FAILED'))).toEqual(['new-token']);
    expect(offered(system('ERROR', 'USED', 'DELETED'))).toEqual(['new-token', 'cancel']);
  });

  it('R7 M-26: include deregistering for a Registered system only', () => {
    expect(offered(system('REGISTERED', 'USED', 'ENABLED'))).toEqual(['deregister']);
    for (const status of ['ERROR', 'DEREGISTERING', 'DEREGISTER_ERROR', 'REMOVED', 'DEREGISTERED'] as const) {
      expect(offered(system(status, 'USED'))).not.toContain('deregister');
    }
  });

  it('are none in a status that only a newer release knows', () => {
    expect(offered(system('FROZEN' as System['status'], 'LIVE'))).toEqual([]);
  });

  it('X-12: of a deregistered system are a new token, which registers it again', () => {
    expect(offered(system('DEREGISTERED'))).toEqual(['new-token']);
  });

  it('N-01: are none for a viewer, all for a landscape administrator', () => {
    expect(offered(system('PENDING', 'LIVE'), 'system-landscape-viewer')).toEqual([]);
    expect(offered(system('PENDING', 'LIVE'), 'system-landscape-admin')).toHaveLength(3);
  });
});
