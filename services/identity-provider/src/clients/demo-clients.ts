import type { Client } from './client.js';

const clientSecret = 'demo';

/** The clients of a local start. Their secret is public: use them for demos only. */
export const DEMO_CLIENTS: readonly Client[] = [
  { clientId: 'ga-admin', clientSecret, roles: ['global-account-admin'], globalAccount: 'ga-demo' },
  { clientId: 'ga-landscape-admin', clientSecret, roles: ['system-landscape-admin'], globalAccount: 'ga-demo' },
  { clientId: 'ga-viewer', clientSecret, roles: ['system-landscape-viewer'], globalAccount: 'ga-demo' },
  { clientId: 'other-ga-admin', clientSecret, roles: ['global-account-admin'], globalAccount: 'ga-other' },
  { clientId: 'tenant-admin', clientSecret, roles: ['tenant-admin'], tenant: 'my300001' },
  { clientId: 'other-tenant-admin', clientSecret, roles: ['tenant-admin'], tenant: 'my300002' },
  { clientId: 'sf-tenant-admin', clientSecret, roles: ['tenant-admin'], tenant: 'sf400001' },
  { clientId: 'tenant-my300001', clientSecret, roles: ['tenant-system'], tenant: 'my300001' },
  { clientId: 'tenant-my300002', clientSecret, roles: ['tenant-system'], tenant: 'my300002' },
  { clientId: 'tenant-sf400001', clientSecret, roles: ['tenant-system'], tenant: 'sf400001' },
  { clientId: 'operator', clientSecret, roles: ['operator'] },
  /** Used by the platform to call tenants. */
  { clientId: 'system-landscape', clientSecret, roles: ['landscape-platform'] },
];
