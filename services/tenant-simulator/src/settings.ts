import { Env, httpUrl, ServiceSettings } from '@system-landscape/service-kit';
import { IsString } from 'class-validator';

/** Settings of the tenant simulator. */
export class TenantSimulatorSettings extends ServiceSettings {
  override readonly port: number = 8092;
  /** Folder of the tenants' state. */
  @Env('DATA_DIR') @IsString() readonly dataDir: string = '.data/tenant-simulator';
  @Env('OIDC_ISSUER', httpUrl) @IsString() readonly oidcIssuer: string = 'http://127.0.0.1:8090';
  /** Secret of all clients `tenant-<tenantId>`, which send callbacks. */
  @Env('TENANT_CLIENT_SECRET') @IsString() readonly tenantClientSecret: string = 'demo';
}
