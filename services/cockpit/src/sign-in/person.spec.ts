import { mayChangeEntitlements, mayChangeSystems, maySeeEvents, personOf, type Role } from './person.js';

const tokenWith = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

describe('the person of an access token', () => {
  it('has the roles that the cockpit knows, and what they are bound to', () => {
    const claims = { sub: 'ada', name: 'Ada Müller', roles: ['tenant-admin', 'root'], tenant: 'my300001' };
    expect(personOf(tokenWith(claims))).toEqual({ name: 'Ada Müller', roles: ['tenant-admin'], tenantId: 'my300001' });
  });

  it('is called as the ID token says, else by its subject', () => {
    expect(personOf(tokenWith({ sub: 'ada' }), 'Ada').name).toBe('Ada');
    expect(personOf(tokenWith({ sub: 'ada' }))).toEqual({ name: 'ada', roles: [] });
  });

  it.each<[Role, boolean, boolean]>([
    ['global-account-admin', true, true],
    ['system-landscape-admin', true, false],
    ['system-landscape-viewer', false, false],
    ['tenant-admin', false, false],
    ['operator', false, false],
  ])('N-01: %s changes systems: %s, entitlements: %s', (role, systems, entitlements) => {
    const person = { name: 'x', roles: [role] };
    expect([mayChangeSystems(person), mayChangeEntitlements(person)]).toEqual([systems, entitlements]);
  });

  it('follows the events of the account, as an operator those of all accounts, as a tenant none', () => {
    expect(maySeeEvents({ name: 'x', roles: ['system-landscape-viewer'], globalAccountId: 'ga-demo' })).toBe(true);
    expect(maySeeEvents({ name: 'x', roles: ['operator'] })).toBe(true);
    expect(maySeeEvents({ name: 'x', roles: ['tenant-admin'], tenantId: 'my300001' })).toBe(false);
  });
});
