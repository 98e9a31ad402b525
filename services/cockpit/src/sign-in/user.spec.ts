import { mayChangeEntitlements, mayChangeSystems, maySeeEvents, userFromToken, type Role } from './user.js';

const tokenWith = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

describe('the user of an access token', () => {
  it('has the roles known to the cockpit, and the account or tenant they apply to', () => {
    const claims = { sub: 'ada', name: 'Ada Müller', roles: ['tenant-admin', 'root'], tenant: 'my300001' };
    expect(userFromToken(tokenWith(claims))).toEqual({
      name: 'Ada Müller',
      roles: ['tenant-admin'],
      tenantId: 'my300001',
    });
  });

  it('has the name from the ID token, else the subject', () => {
    expect(userFromToken(tokenWith({ sub: 'ada' }), 'Ada').name).toBe('Ada');
    expect(userFromToken(tokenWith({ sub: 'ada' }))).toEqual({ name: 'ada', roles: [] });
  });

  it.each<[Role, boolean, boolean]>([
    ['global-account-admin', true, true],
    ['system-landscape-admin', true, false],
    ['system-landscape-viewer', false, false],
    ['tenant-admin', false, false],
    ['operator', false, false],
  ])('N-01: %s changes systems: %s, entitlements: %s', (role, systems, entitlements) => {
    const user = { name: 'x', roles: [role] };
    expect([mayChangeSystems(user), mayChangeEntitlements(user)]).toEqual([systems, entitlements]);
  });

  it('may see the events of its account, as an operator those of all accounts, as a tenant administrator none', () => {
    expect(maySeeEvents({ name: 'x', roles: ['system-landscape-viewer'], globalAccountId: 'ga-demo' })).toBe(true);
    expect(maySeeEvents({ name: 'x', roles: ['operator'] })).toBe(true);
    expect(maySeeEvents({ name: 'x', roles: ['tenant-admin'], tenantId: 'my300001' })).toBe(false);
  });
});
