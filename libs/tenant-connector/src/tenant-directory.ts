import { TENANT_RESOURCE_TEMPLATE, tenantResource } from '@system-landscape/contracts';
import { SCOPE_ID } from '@system-landscape/domain';

const PLACEHOLDER = '{tenantId}';

/** Overrides of the template for one tenant. */
export interface TenantEntry {
  /** Base URL, to which `/provisioning/v1/…` is appended. */
  readonly url?: string;
  /** Resource (RFC 8707) of the platform's access tokens for it. */
  readonly resource?: string;
  /** The system types that this tenant accepts; absent: all. */
  readonly systemTypes?: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTextArray = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item.length > 0);

/** URLs and system types of the tenants. */
export class TenantDirectory {
  private constructor(
    private readonly template: string,
    private readonly resourceTemplate: string,
    private readonly entries: ReadonlyMap<string, TenantEntry>,
  ) {}

  /**
   * @param template base URL of every tenant, with `{tenantId}` in it, such as `http://127.0.0.1:8092/tenants/{tenantId}`
   * @param overrides JSON `{"<tenantId>": {"url"?: string, "resource"?: string, "systemTypes"?: string[]}}`
   * @param resources resource of every tenant, with `{tenantId}` in it
   * @throws Error that completes "VARIABLE …"
   */
  static from(template: string, overrides = '{}', resources: string = TENANT_RESOURCE_TEMPLATE): TenantDirectory {
    if (!template.includes(PLACEHOLDER)) throw new Error(`must contain ${PLACEHOLDER}`);
    baseUrl(template.replaceAll(PLACEHOLDER, 'x'));
    return new TenantDirectory(template, checkedResources(resources), parseOverrides(overrides));
  }

  /**
   * Base URL of a tenant, without a slash at its end.
   * @throws Error when the text is no tenant id
   */
  tenantUrl(tenantId: string): string {
    if (!SCOPE_ID.test(tenantId)) throw new Error(`"${tenantId.slice(0, 80)}" is no tenant id`);
    return baseUrl(this.entries.get(tenantId)?.url ?? this.template.replaceAll(PLACEHOLDER, tenantId));
  }

  /**
   * Resource of the platform's access tokens for a tenant (RFC 8707).
   * @throws Error when the text is no tenant id
   */
  resource(tenantId: string): string {
    if (!SCOPE_ID.test(tenantId)) throw new Error(`"${tenantId.slice(0, 80)}" is no tenant id`);
    return this.entries.get(tenantId)?.resource ?? tenantResource(tenantId, this.resourceTemplate);
  }

  /** The system types that a tenant accepts; undefined for all. */
  systemTypes(tenantId: string): readonly string[] | undefined {
    return this.entries.get(tenantId)?.systemTypes;
  }
}

function parseOverrides(json: string): ReadonlyMap<string, TenantEntry> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new Error('is not valid JSON');
  }
  if (!isRecord(parsed)) throw new Error('must be a JSON object with tenant ids as its members');
  return new Map(Object.entries(parsed).map(([tenantId, entry]) => [tenantId, parseEntry(tenantId, entry)]));
}

function parseEntry(tenantId: string, entry: unknown): TenantEntry {
  if (!SCOPE_ID.test(tenantId)) throw new Error(`has "${tenantId.slice(0, 80)}", which is no tenant id`);
  if (!isRecord(entry)) throw new Error(`${tenantId}: must be an object`);
  const { url, resource, systemTypes, ...rest } = entry;
  const unknownMember = Object.keys(rest)[0];
  if (unknownMember !== undefined) throw new Error(`${tenantId}: has the unknown member "${unknownMember}"`);
  if (url !== undefined && typeof url !== 'string') throw new Error(`${tenantId}: url must be a string`);
  if (url !== undefined) baseUrl(url);
  if (resource !== undefined && !isResource(resource))
    throw new Error(`${tenantId}: resource must be an absolute URI without a fragment`);
  if (systemTypes !== undefined && !isTextArray(systemTypes))
    throw new Error(`${tenantId}: systemTypes must be an array of system types`);
  return {
    ...(url !== undefined && { url }),
    ...(resource !== undefined && { resource }),
    ...(systemTypes !== undefined && { systemTypes }),
  };
}

/**
 * Checks the template of resources: tenants must not share one.
 * @throws Error that completes "VARIABLE …"
 */
export function checkedResources(template: string): string {
  if (!template.includes(PLACEHOLDER)) throw new Error(`must contain ${PLACEHOLDER}`);
  if (!isResource(tenantResource('x', template))) throw new Error('must be an absolute URI without a fragment');
  return template;
}

/** RFC 8707, section 2. */
const isResource = (value: unknown): value is string =>
  typeof value === 'string' && URL.canParse(value) && !value.includes('#') && !/\s/.test(value);

function baseUrl(text: string): string {
  if (!URL.canParse(text)) throw new Error(`has "${text}", which is no URL`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error('must be an http or https URL');
  if (url.username || url.password || url.search || url.hash)
    throw new Error('must not contain credentials, a query or a fragment');
  return url.href.replace(/\/+$/, '');
}
