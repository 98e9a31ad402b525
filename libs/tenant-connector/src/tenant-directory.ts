import { SCOPE_ID } from '@system-landscape/domain';

const PLACEHOLDER = '{tenantId}';

/** Overrides of the template for one tenant. */
export interface TenantEntry {
  /** Base URL, to which `/provisioning/v1/…` is appended. */
  readonly url?: string;
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
    private readonly entries: ReadonlyMap<string, TenantEntry>,
  ) {}

  /**
   * @param template base URL of every tenant, with `{tenantId}` in it, such as `http://127.0.0.1:8092/tenants/{tenantId}`
   * @param overrides JSON `{"<tenantId>": {"url"?: string, "systemTypes"?: string[]}}`
   * @throws Error that completes "VARIABLE …"
   */
  static from(template: string, overrides = '{}'): TenantDirectory {
    if (!template.includes(PLACEHOLDER)) throw new Error(`must contain ${PLACEHOLDER}`);
    baseUrl(template.replaceAll(PLACEHOLDER, 'x'));
    return new TenantDirectory(template, parseOverrides(overrides));
  }

  /**
   * Base URL of a tenant, without a slash at its end.
   * @throws Error when the text is no tenant id
   */
  tenantUrl(tenantId: string): string {
    if (!SCOPE_ID.test(tenantId)) throw new Error(`"${tenantId.slice(0, 80)}" is no tenant id`);
    return baseUrl(this.entries.get(tenantId)?.url ?? this.template.replaceAll(PLACEHOLDER, tenantId));
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
  const { url, systemTypes, ...rest } = entry;
  const unknownMember = Object.keys(rest)[0];
  if (unknownMember !== undefined) throw new Error(`${tenantId}: has the unknown member "${unknownMember}"`);
  if (url !== undefined && typeof url !== 'string') throw new Error(`${tenantId}: url must be a string`);
  if (url !== undefined) baseUrl(url);
  if (systemTypes !== undefined && !isTextArray(systemTypes))
    throw new Error(`${tenantId}: systemTypes must be an array of system types`);
  return { ...(url !== undefined && { url }), ...(systemTypes !== undefined && { systemTypes }) };
}

function baseUrl(text: string): string {
  if (!URL.canParse(text)) throw new Error(`has "${text}", which is no URL`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error('must be an http or https URL');
  if (url.username || url.password || url.search || url.hash)
    throw new Error('must not contain credentials, a query or a fragment');
  return url.href.replace(/\/+$/, '');
}
