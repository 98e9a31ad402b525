import { STEPS, type Step } from '@system-landscape/domain';

/*
 * The tenant provisioning API: calls of the platform and responses of a tenant. `tenant-provisioning.openapi.ts` is its
 * OpenAPI document.
 */

/** The steps in the order in which a registration performs them; a deregistration undoes them in reverse order. */
export const PROVISIONING_STEPS: readonly Step[] = STEPS;
export type ProvisioningStep = Step;

export function isProvisioningStep(text: string): text is ProvisioningStep {
  return (PROVISIONING_STEPS as readonly string[]).includes(text);
}

/** Role in the access token with which the platform calls a tenant. */
export const LANDSCAPE_PLATFORM_ROLE = 'landscape-platform';
/** Role in the access token with which a tenant calls back. */
export const TENANT_SYSTEM_ROLE = 'tenant-system';
/** Audience of the access token with which a tenant calls back: the gateway's. */
export const PLATFORM_AUDIENCE = 'system-landscape';
/** Resource (RFC 8707) that a client names to get a token for the platform. */
export const PLATFORM_RESOURCE = 'urn:system-landscape';
/** Resource and audience of the access token with which the platform calls a tenant; no other tenant may take it. */
export const TENANT_RESOURCE_TEMPLATE = 'urn:system-landscape:tenant:{tenantId}';

/** The resource of one tenant. @param template with `{tenantId}` in it */
export function tenantResource(tenantId: string, template: string = TENANT_RESOURCE_TEMPLATE): string {
  return template.replaceAll('{tenantId}', tenantId);
}

/** Names of the request headers, in lower case. */
export const PROVISIONING_HEADERS = {
  idempotencyKey: 'idempotency-key',
  fencingNumber: 'fencing-number',
  /** Only on `DELETE`, which has no body. */
  callbackUrl: 'callback-url',
  correlationId: 'correlation-id',
  traceparent: 'traceparent',
} as const;

/** `code` of the 409 with which a tenant refuses the call of an outdated attempt. */
export const FENCED_CODE = 'FENCED';

/** Idempotency key of a step's calls. Performing and undoing share the key; the method distinguishes them. */
export function stepIdempotencyKey(systemId: string, attempt: number, step: ProvisioningStep): string {
  return `${systemId}/${attempt}/${step}`;
}

/** Path of a step below the tenant's base URL, with a leading slash. */
export function stepPath(systemId: string, step: ProvisioningStep): string {
  return `/provisioning/v1/systems/${encodeURIComponent(systemId)}/steps/${step}`;
}

/** Body of `PUT`: everything a tenant needs to perform any of the steps. */
export interface PerformStepRequest {
  readonly extensionId: string;
  readonly globalAccountId: string;
  readonly systemName: string;
  readonly systemType: string;
  /** Communication scenarios that the platform may enable in the tenant, such as `SAP_COM_0892`. */
  readonly communicationScenarios: readonly string[];
  /** URL at which the tenant may report the end of a step that it has accepted. */
  readonly callbackUrl: string;
}

/** 200: the step has taken effect. */
export interface StepCompleted {
  readonly state: 'COMPLETED';
  /** The `Fencing-Number` of the request. */
  readonly fencingNumber: number;
}

/** 202 with `Location`: the tenant works on the step. */
export interface StepAccepted {
  readonly state: 'IN_PROGRESS';
  readonly fencingNumber: number;
  /** Seconds before which no poll should come. */
  readonly retryAfter?: number;
}

/** 200 of `GET` at the `Location`: state of an accepted step. */
export interface StepProgress {
  readonly state: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly fencingNumber: number;
  /** Why it failed, in the tenant's words. */
  readonly reason?: string;
  /** Seconds before which no poll should come. */
  readonly retryAfter?: number;
}

/** Body of the callback, `POST` to `callbackUrl`. */
export interface StepCallback {
  readonly state: 'COMPLETED' | 'FAILED';
  readonly fencingNumber: number;
  /** Why it failed, in the tenant's words. */
  readonly reason?: string;
}
