import { EXTENSION_ID, SYSTEM_ID, TOKEN_TEXT } from './scripted-services.js';
import type { Person } from './gateway-bench.js';

/** A call of `http-api.md`, with who may make it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** As the OpenAPI document names it. */
  readonly template: string;
  readonly body?: object;
  readonly status: number;
  readonly allowed: readonly Person[];
  /** Who has the role, but elsewhere. */
  readonly elsewhere: readonly Person[];
  /** A write, so that it takes an Idempotency-Key. */
  readonly write?: true;
}

const ADMINS: readonly Person[] = ['ga-admin', 'ga-landscape-admin'];
const READERS: readonly Person[] = [...ADMINS, 'ga-viewer'];
const systems = '/v1/global-accounts/ga-demo/systems';
const system = `${systems}/${SYSTEM_ID}`;
const extensions = '/v1/tenants/my300001/extensions';
const systemsTemplate = '/v1/global-accounts/{ga}/systems';
const extensionsTemplate = '/v1/tenants/{tenantId}/extensions';

const admins = { allowed: ADMINS, elsewhere: ['other-ga-admin'] } as const;
const readers = { allowed: READERS, elsewhere: ['other-ga-admin', 'other-ga-viewer'] } as const;
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
    path: '/v1/operations/projection',
    template: '/v1/operations/projection',
    status: 200,
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
