import { EXTENSION_ID, FORMATION_ID, QUARANTINED, SYSTEM_ID, TOKEN_TEXT } from './scripted-services.js';
import type { Person } from './gateway-harness.js';

/** A call of the HTTP API, and who is allowed to make it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** As the OpenAPI document names it. */
  readonly template: string;
  readonly body?: object;
  readonly status: number;
  readonly allowed: readonly Person[];
  /** Have the role, but in another account or tenant. */
  readonly elsewhere: readonly Person[];
  /** A write, so that it takes an Idempotency-Key. */
  readonly write?: true;
}

const ADMINS: readonly Person[] = ['ga-admin', 'ga-landscape-admin'];
const READERS: readonly Person[] = [...ADMINS, 'ga-viewer'];
const systems = '/v1/global-accounts/ga-demo/systems';
const system = `${systems}/${SYSTEM_ID}`;
const extensions = '/v1/tenants/my300001/extensions';
const formations = '/v1/global-accounts/ga-demo/formations';
const entitlements = '/v1/global-accounts/ga-demo/entitlement-configurations';
const systemsTemplate = '/v1/global-accounts/{ga}/systems';
const formationsTemplate = '/v1/global-accounts/{ga}/formations';
const entitlementsTemplate = '/v1/global-accounts/{ga}/entitlement-configurations';
const extensionsTemplate = '/v1/tenants/{tenantId}/extensions';

const admins = { allowed: ADMINS, elsewhere: ['other-ga-admin'] } as const;
const readers = { allowed: READERS, elsewhere: ['other-ga-admin', 'other-ga-viewer'] } as const;
const accountAdmin = { allowed: ['ga-admin'], elsewhere: ['other-ga-admin'] } as const;
const operator = { allowed: ['operator'], elsewhere: [] } as const;
const tenantAdmin = { allowed: ['tenant-admin'], elsewhere: ['other-tenant-admin'] } as const;

export const ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: systems,
    template: systemsTemplate,
    body: { name: 'Production', type: 's4hana-cloud' },
    status: 201,
    write: true,
    ...admins,
  },
  { method: 'GET', path: systems, template: systemsTemplate, status: 200, ...readers },
  { method: 'GET', path: system, template: `${systemsTemplate}/{id}`, status: 200, ...readers },
  { method: 'DELETE', path: system, template: `${systemsTemplate}/{id}`, status: 204, write: true, ...admins },
  { method: 'GET', path: `${system}/history`, template: `${systemsTemplate}/{id}/history`, status: 200, ...readers },
  {
    method: 'GET',
    path: `${system}/integration-token`,
    template: `${systemsTemplate}/{id}/integration-token`,
    status: 200,
    ...admins,
  },
  {
    method: 'POST',
    path: `${system}/integration-token`,
    template: `${systemsTemplate}/{id}/integration-token`,
    status: 201,
    write: true,
    ...admins,
  },
  {
    method: 'GET',
    path: `${system}/deregistration`,
    template: `${systemsTemplate}/{id}/deregistration`,
    status: 200,
    ...readers,
  },
  {
    method: 'POST',
    path: `${system}/deregistration`,
    template: `${systemsTemplate}/{id}/deregistration`,
    status: 202,
    write: true,
    ...admins,
  },
  {
    method: 'POST',
    path: formations,
    template: formationsTemplate,
    body: { name: 'Order to cash' },
    status: 201,
    write: true,
    ...admins,
  },
  { method: 'GET', path: formations, template: formationsTemplate, status: 200, ...readers },
  {
    method: 'GET',
    path: `${formations}/${FORMATION_ID}`,
    template: `${formationsTemplate}/{formationId}`,
    status: 200,
    ...readers,
  },
  {
    method: 'DELETE',
    path: `${formations}/${FORMATION_ID}`,
    template: `${formationsTemplate}/{formationId}`,
    status: 204,
    write: true,
    ...admins,
  },
  ...(['PUT', 'DELETE'] as const).map((method) => ({
    method,
    path: `${formations}/${FORMATION_ID}/systems/${SYSTEM_ID}`,
    template: `${formationsTemplate}/{formationId}/systems/{systemId}`,
    status: 204,
    write: true as const,
    ...admins,
  })),
  {
    method: 'POST',
    path: entitlements,
    template: entitlementsTemplate,
    body: { subaccount: 'dev', service: 's4-hana-cloud', plan: 'messaging', systemId: SYSTEM_ID },
    status: 201,
    write: true,
    ...accountAdmin,
  },
  { method: 'GET', path: entitlements, template: entitlementsTemplate, status: 200, ...readers },
  {
    method: 'DELETE',
    path: `${entitlements}/${SYSTEM_ID}-e1`,
    template: `${entitlementsTemplate}/{id}`,
    status: 204,
    write: true,
    ...accountAdmin,
  },
  {
    method: 'GET',
    path: '/v1/global-accounts/ga-demo/events',
    template: '/v1/global-accounts/{ga}/events',
    status: 200,
    ...readers,
  },
  { method: 'GET', path: '/v1/operations/events', template: '/v1/operations/events', status: 200, ...operator },
  {
    method: 'POST',
    path: extensions,
    template: extensionsTemplate,
    body: { integrationToken: TOKEN_TEXT },
    status: 202,
    write: true,
    ...tenantAdmin,
  },
  { method: 'GET', path: extensions, template: extensionsTemplate, status: 200, ...tenantAdmin },
  {
    method: 'GET',
    path: `${extensions}/${EXTENSION_ID}`,
    template: `${extensionsTemplate}/{extensionId}`,
    status: 200,
    ...tenantAdmin,
  },
  {
    method: 'DELETE',
    path: `${extensions}/${EXTENSION_ID}`,
    template: `${extensionsTemplate}/{extensionId}`,
    status: 204,
    write: true,
    ...tenantAdmin,
  },
  {
    method: 'POST',
    path: `/v1/tenants/my300001/callbacks/${SYSTEM_ID}/1/establish-trust`,
    template: '/v1/tenants/{tenantId}/callbacks/{systemId}/{attempt}/{step}',
    body: { state: 'COMPLETED', fencingNumber: 1 },
    status: 204,
    write: true,
    allowed: ['tenant-my300001'],
    elsewhere: ['tenant-my300002'],
  },
  {
    method: 'GET',
    path: '/v1/operations/incidents',
    template: '/v1/operations/incidents',
    status: 200,
    ...operator,
  },
  {
    method: 'POST',
    path: `/v1/operations/incidents/${SYSTEM_ID}/resolution`,
    template: '/v1/operations/incidents/{systemId}/resolution',
    body: { action: 'retry', note: 'The tenant is well again' },
    status: 204,
    write: true,
    ...operator,
  },
  {
    method: 'GET',
    path: '/v1/operations/quarantine',
    template: '/v1/operations/quarantine',
    status: 200,
    ...operator,
  },
  {
    method: 'GET',
    path: `/v1/operations/quarantine/${QUARANTINED.stream}`,
    template: '/v1/operations/quarantine/{stream}',
    status: 200,
    ...operator,
  },
  {
    method: 'POST',
    path: `/v1/operations/quarantine/${QUARANTINED.stream}/retry`,
    template: '/v1/operations/quarantine/{stream}/retry',
    body: {},
    status: 200,
    write: true,
    ...operator,
  },
  {
    method: 'POST',
    path: `/v1/operations/quarantine/${QUARANTINED.stream}/skip`,
    template: '/v1/operations/quarantine/{stream}/skip',
    body: { note: 'It was a mistake' },
    status: 204,
    write: true,
    ...operator,
  },
  {
    method: 'GET',
    path: `/v1/operations/systems/${SYSTEM_ID}/explanation`,
    template: '/v1/operations/systems/{systemId}/explanation',
    status: 200,
    ...operator,
  },
  {
    method: 'GET',
    path: '/v1/operations/parked',
    template: '/v1/operations/parked',
    status: 200,
    ...operator,
  },
  {
    method: 'POST',
    path: '/v1/operations/parked/registration/replay',
    template: '/v1/operations/parked/{subscription}/replay',
    status: 204,
    write: true,
    ...operator,
  },
  {
    method: 'GET',
    path: '/v1/operations/relay',
    template: '/v1/operations/relay',
    status: 200,
    ...operator,
  },
  {
    method: 'POST',
    path: '/v1/operations/relay/mend',
    template: '/v1/operations/relay/mend',
    body: { upTo: 3 },
    status: 204,
    ...operator,
    write: true,
  },
  {
    method: 'GET',
    path: '/v1/operations/projection',
    template: '/v1/operations/projection',
    status: 200,
    ...operator,
  },
  {
    method: 'GET',
    path: '/v1/operations/projection/comparison',
    template: '/v1/operations/projection/comparison',
    status: 200,
    ...operator,
  },
  ...(['rebuild', 'switch', 'rollback'] as const).map((action) => ({
    method: 'POST' as const,
    path: `/v1/operations/projection/${action}`,
    template: `/v1/operations/projection/${action}`,
    status: action === 'rebuild' ? 202 : 200,
    write: true as const,
    ...operator,
  })),
  {
    method: 'DELETE',
    path: '/v1/operations/projection/rebuild',
    template: '/v1/operations/projection/rebuild',
    status: 204,
    write: true,
    ...operator,
  },
  {
    method: 'GET',
    path: '/v1/system-types',
    template: '/v1/system-types',
    status: 200,
    allowed: [
      'ga-admin',
      'ga-landscape-admin',
      'ga-viewer',
      'other-ga-admin',
      'other-ga-viewer',
      'tenant-admin',
      'other-tenant-admin',
      'tenant-my300001',
      'tenant-my300002',
      'operator',
      'nobody',
    ],
    elsewhere: [],
  },
];

/** `it.each` rows: the call's name, and the call. */
export const EACH_ROUTE = ROUTES.map((route) => [`${route.method} ${route.template}`, route] as const);
