import { TENANT_RESOURCE_TEMPLATE } from '@system-landscape/contracts';
import { EventStoreUrl, LOCAL_EVENT_STORE } from '@system-landscape/event-store';
import { BusSettings } from '@system-landscape/messaging';
import { duration, Env, httpUrl, InProduction, isHttps, issuerUrl, wholeNumber } from '@system-landscape/service-kit';
import {
  checkedResources,
  RESOURCE_PARAMETERS,
  TenantDirectory,
  type ResourceParameter,
} from '@system-landscape/tenant-connector';
import { IsDefined, IsIn, IsInt, IsString, IsUrl, Max, Min } from 'class-validator';

/** Milliseconds. Longer than a call may take, waiting included, so that only a step whose hint was lost is called again. */
export const WATCHDOG_MS = 60_000;

/** Settings of every service that drives a saga; the README has the table. */
export class SagaSettings extends BusSettings {
  @EventStoreUrl() readonly eventStoreUrl: string = LOCAL_EVENT_STORE;

  @Env('OIDC_ISSUER', issuerUrl)
  @IsUrl({ require_tld: false }, { message: '$property must be the URL of the OpenID provider' })
  @InProduction(isHttps, 'must be an https URL')
  readonly issuer: string = 'http://127.0.0.1:8090';
  @Env('PLATFORM_CLIENT_ID') @IsString() readonly clientId: string = 'system-landscape';
  @Env('PLATFORM_CLIENT_SECRET')
  @IsDefined({ message: '$property must be the secret with which the platform signs in to call tenants' })
  @InProduction((secret?: string) => secret !== 'demo', 'is the one of the demo; set another one')
  readonly clientSecret!: string;

  @Env('TENANT_URL_TEMPLATE', checkedTemplate)
  @InProduction(isHttps, 'must be an https URL: calls carry access tokens')
  private readonly tenantUrlTemplate: string = 'http://127.0.0.1:8092/tenants/{tenantId}';
  @Env('TENANT_DIRECTORY', checkedOverrides)
  @InProduction((json: string) => !/"http:/i.test(json), 'must name https URLs: calls carry access tokens')
  private readonly tenantOverrides: string = '{}';
  /** Resource (RFC 8707) of the platform's access tokens for a tenant, and how the provider is told of it. */
  @Env('TENANT_RESOURCE', checkedResources) private readonly tenantResource: string = TENANT_RESOURCE_TEMPLATE;
  @Env('TENANT_TOKEN_PARAMETER') @IsIn(RESOURCE_PARAMETERS) readonly resourceParameter: ResourceParameter = 'resource';

  /** Where tenants reach the gateway, for their callbacks. */
  @Env('PUBLIC_URL', httpUrl)
  @IsUrl({ require_tld: false }, { message: '$property must be the URL at which tenants reach the gateway' })
  @InProduction(isHttps, 'must be an https URL')
  readonly publicUrl: string = 'http://127.0.0.1:8080';

  /** How long an attempt may take; milliseconds. */
  @Env('ATTEMPT_DEADLINE', duration) @Min(1_000) readonly attemptDeadlineMs: number = 60 * 60_000;
  /** Bound of one call to a tenant; milliseconds. */
  @Env('TENANT_CALL_DEADLINE', duration) @Min(100) @Max(20_000) readonly callDeadlineMs: number = 10_000;
  /** First delay after a failed call, and the longest; milliseconds. */
  @Env('RETRY_INITIAL_DELAY', duration) @Min(1) readonly retryInitialMs: number = 500;
  @Env('RETRY_MAX_DELAY', duration) @Min(1) readonly retryMaxMs: number = 60_000;
  /** First delay before a poll, and the longest; milliseconds. */
  @Env('POLL_INITIAL_DELAY', duration) @Min(1) readonly pollInitialMs: number = 250;
  @Env('POLL_MAX_DELAY', duration) @Min(1) readonly pollMaxMs: number = 30_000;
  /** Interval of the query for due attempts; milliseconds. */
  @Env('SWEEP_INTERVAL', duration) @Min(50) readonly sweepIntervalMs: number = 500;
  /** Steps that this process drives at the same time; one tenant takes at most a quarter of them. */
  @Env('STEP_CONCURRENCY', wholeNumber) @IsInt() @Min(4) @Max(1_000) readonly stepConcurrency: number = 256;

  /** Timing of a new attempt; milliseconds. */
  get attemptTiming(): { readonly deadlineMs: number; readonly watchdogMs: number } {
    return { deadlineMs: this.attemptDeadlineMs, watchdogMs: WATCHDOG_MS };
  }

  tenants(): TenantDirectory {
    return TenantDirectory.from(this.tenantUrlTemplate, this.tenantOverrides, this.tenantResource);
  }
}

function checkedTemplate(template: string): string {
  TenantDirectory.from(template);
  return template;
}

function checkedOverrides(json: string): string {
  TenantDirectory.from('http://tenant.invalid/{tenantId}', json);
  return json;
}
