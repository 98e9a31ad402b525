import { mayChangeSystems, type Role } from '../sign-in/user.js';
import english from '../texts/en.json';
import { navigationFor } from './navigation.js';

const shownTo = (...roles: Role[]) =>
  navigationFor(roles).map(({ text, items }) => [english[text], ...items.map((item) => english[item.text])]);

describe('the navigation', () => {
  it.each<Role>(['global-account-admin', 'system-landscape-admin', 'system-landscape-viewer'])(
    'M-07: leads %s from System Landscape to Systems first',
    (role) => {
      expect(shownTo(role)[0]!.slice(0, 2)).toEqual(['System Landscape', 'Systems']);
      expect(mayChangeSystems({ name: 'x', roles: [role] })).toBe(role !== 'system-landscape-viewer');
    },
  );

  it('M-03: leads the administrator of a tenant to its extensions, and operators to the incidents first', () => {
    expect(shownTo('tenant-admin')).toEqual([['Tenant', 'Maintain Extensions on SAP BTP']]);
    expect(shownTo('operator')).toEqual([['Operations', 'Incidents', 'Platform']]);
  });

  it('has nothing for somebody without a role', () => {
    expect(shownTo()).toEqual([]);
  });

  it('has nothing of the account for those who have none', () => {
    expect(shownTo('tenant-admin', 'operator').flat()).not.toContain('Systems');
  });
});
