import type { User } from './user.js';

/** The users of a local start, one for each role. They have no password: use them for demos only. */
export const DEMO_USERS: readonly User[] = [
  { id: 'grace.albright', name: 'Grace Albright', roles: ['global-account-admin'], globalAccount: 'ga-demo' },
  { id: 'liam.sanders', name: 'Liam Sanders', roles: ['system-landscape-admin'], globalAccount: 'ga-demo' },
  { id: 'vera.winter', name: 'Vera Winter', roles: ['system-landscape-viewer'], globalAccount: 'ga-demo' },
  { id: 'oscar.nowak', name: 'Oscar Nowak', roles: ['global-account-admin'], globalAccount: 'ga-other' },
  { id: 'tara.meyer', name: 'Tara Meyer', roles: ['tenant-admin'], tenant: 'my300001' },
  { id: 'tim.brandt', name: 'Tim Brandt', roles: ['tenant-admin'], tenant: 'my300002' },
  { id: 'sofia.fischer', name: 'Sofia Fischer', roles: ['tenant-admin'], tenant: 'sf400001' },
  { id: 'olga.petrov', name: 'Olga Petrov', roles: ['operator'] },
];
