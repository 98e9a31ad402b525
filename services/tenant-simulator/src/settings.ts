import { TENANT_RESOURCE_TEMPLATE } from '@system-landscape/contracts';
import { Env, httpUrl, issuerUrl, NotInProduction, ServiceSettings } from '@system-landscape/service-kit';
import { checkedResources } from '@system-landscape/tenant-connector';
import { IsString } from 'class-validator';

/** Settings of the tenant simulator. */
@NotInProduction('tenant simulator stands for tenants; name the real ones as TENANT_URL_TEMPLATE')
export class TenantSimulatorSettings extends ServiceSettings {
  override readonly port: number = 8092;
  /** Folder of the tenants' state. */
  @Env('DATA_DIR') @IsString() readonly dataDir: string = '.data/tenant-simulator';
  @Env('OIDC_ISSUER', issuerUrl) @IsString() readonly oidcIssuer: string = 'http://127.0.0.1:8090';
  /** Where the tenants know the platform to be: callbacks go nowhere else. */
  @Env('PLATFORM_URL', httpUrl) @IsString() readonly platformUrl: string = 'http://127.0.0.1:8080';
  /** Audience of the platform's access tokens for a tenant. */
  @Env('TENANT_RESOURCE', checkedResources) readonly tenantResource: string = TENANT_RESOURCE_TEMPLATE;
  /** Secret of all clients `tenant-<tenantId>`, which send callbacks. */
  @Env('TENANT_CLIENT_SECRET') @IsString() readonly tenantClientSecret: string = 'demo';
}
