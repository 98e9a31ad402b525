import { BusSettings } from '@system-landscape/messaging';
import {
  addresses,
  duration,
  Env,
  httpUrl,
  InProduction,
  isHttps,
  issuerUrl,
  portNumber,
  ReloadedFile,
  wholeNumber,
} from '@system-landscape/service-kit';
import { IsDefined, IsInt, IsNotEmpty, IsOptional, IsString, Max, Min } from 'class-validator';
import { publicKeysIn, type PublicKeys } from './keys/public-keys.js';

/** Settings of the gateway; the README has the table. */
export class GatewaySettings extends BusSettings {
  @Env('PORT', portNumber) @IsInt() override readonly port: number = 8080;
  /** Of health with details, and metrics; 0: any free port. */
  @Env('METRICS_PORT', portNumber) @IsInt() readonly metricsPort: number = 8081;

  /** More than `MAX_EVENT_READERS`. */
  @Env('MAX_CONNECTIONS', wholeNumber) @IsInt() @Min(1) override readonly maxConnections: number = 12_000;
  /** Of one IPv4 address or IPv6 /64 network; behind a proxy all have one. */
  @Env('MAX_CONNECTIONS_PER_ADDRESS', wholeNumber)
  @IsInt()
  @Min(1)
  readonly maxConnectionsPerAddress: number = 6_000;
  /** Addresses, or networks as in 10.0.0.0/8, of proxies whose `X-Forwarded-For` names the address of the client. */
  @Env('TRUSTED_PROXIES', addresses) readonly trustedProxies: readonly string[] = [];
  /** The OpenID provider whose access tokens are accepted. */
  @Env('OIDC_ISSUER', issuerUrl)
  @IsDefined({ message: '$property must be the URL of the OpenID provider' })
  @InProduction(isHttps, 'must be an https URL')
  readonly oidcIssuer!: string;

  @Env('OIDC_AUDIENCE') @IsString() @IsNotEmpty() readonly oidcAudience: string = 'system-landscape';
  /** How far the provider's clock may be away; milliseconds. */
  @Env('OIDC_LEEWAY', duration) @Min(0) @Max(300_000) readonly oidcLeewayMs: number = 30_000;
  /** A key that the provider withdraws ends within this time; milliseconds. */
  @Env('OIDC_KEYS_MAX_AGE', duration) @Min(1_000) readonly oidcKeysMaxAgeMs: number = 5 * 60_000;
  /** How long the last known keys serve while the provider is unavailable; milliseconds. */
  @Env('OIDC_KEYS_MAX_OUTAGE', duration) @Min(1_000) readonly oidcKeysMaxOutageMs: number = 60 * 60_000;

  @Env('INTEGRATION_TOKEN_JWKS', (path) => new ReloadedFile(path, publicKeysIn))
  @IsDefined({ message: '$property must name the file with the public keys of integration tokens' })
  private readonly integrationTokenKeyFile!: ReloadedFile<PublicKeys>;

  /** URL under which callers reach the gateway; default: its own address. */
  @Env('PUBLIC_URL', httpUrl)
  @IsOptional()
  @InProduction(
    (url?: string) => url !== undefined && isHttps(url),
    'must be the https URL at which callers reach the gateway',
  )
  readonly configuredPublicUrl?: string;

  /** Page for the tenant's administrator: how to redeem an integration token (M-27). */
  @Env('TENANT_PROCEDURE_URL', httpUrl)
  @IsOptional()
  @InProduction(isHttps, 'must be an https URL')
  readonly configuredTenantProcedureUrl?: string;

  /** The built cockpit; without it the gateway serves the API alone. */
  @Env('COCKPIT_FOLDER') @IsOptional() readonly cockpitFolder?: string;
  /** The cockpit's public client at the provider, and the resource of its access tokens (RFC 8707). */
  @Env('COCKPIT_CLIENT_ID') @IsString() @IsNotEmpty() readonly cockpitClientId: string = 'cockpit';
  @Env('COCKPIT_RESOURCE') @IsString() @IsNotEmpty() readonly cockpitResource: string = 'urn:system-landscape';

  /** Time within which a request is answered; milliseconds. */
  @Env('REQUEST_DEADLINE', duration) @Min(1_000) @Max(60_000) readonly requestDeadlineMs: number = 10_000;

  /** Access tokens of one address that are being verified at the same time; those that were verified before do not count. */
  @Env('MAX_VERIFICATIONS_PER_ADDRESS', wholeNumber)
  @IsInt()
  @Min(1)
  readonly maxVerificationsPerAddress: number = 256;

  /** Requests at work and waiting in one instance: in all, of one account or tenant, and of one caller. */
  @Env('MAX_REQUESTS', wholeNumber) @IsInt() @Min(1) readonly maxRequests: number = 1_000;
  @Env('MAX_REQUESTS_PER_ACCOUNT', wholeNumber) @IsInt() @Min(1) readonly maxRequestsPerAccount: number = 200;
  @Env('MAX_REQUESTS_PER_CALLER', wholeNumber) @IsInt() @Min(1) readonly maxRequestsPerCaller: number = 100;
  /** Those of one account or tenant that are at work; half of them at most of one caller. */
  @Env('REQUESTS_AT_WORK_PER_ACCOUNT', wholeNumber) @IsInt() @Min(1) readonly requestsAtWorkPerAccount: number = 32;

  /** Per caller and minute: writes and refused redemptions in all instances together, reads in each. */
  @Env('RATE_LIMIT_READS', wholeNumber) @IsInt() @Min(1) readonly readsPerMinute: number = 6_000;
  @Env('RATE_LIMIT_WRITES', wholeNumber) @IsInt() @Min(1) readonly writesPerMinute: number = 600;
  @Env('RATE_LIMIT_REFUSED_REDEMPTIONS', wholeNumber)
  @IsInt()
  @Min(1)
  readonly refusedRedemptionsPerMinute: number = 20;

  /** Heartbeat interval of an idle stream of live events; milliseconds. */
  @Env('EVENT_HEARTBEAT', duration) @Min(1) readonly eventHeartbeatMs: number = 15_000;
  /** Length of a subscriber's queue; a subscriber that exceeds it is disconnected. */
  @Env('EVENT_QUEUE', wholeNumber) @IsInt() @Min(1) readonly eventQueue: number = 1_000;
  /** Subscribers of one instance, in all, of one account (or of the operators), and of one caller. */
  @Env('MAX_EVENT_READERS', wholeNumber) @IsInt() @Min(1) readonly maxEventReaders: number = 10_000;
  @Env('MAX_EVENT_READERS_PER_ACCOUNT', wholeNumber) @IsInt() @Min(1) readonly maxEventReadersPerAccount: number = 500;
  @Env('MAX_EVENT_READERS_PER_CALLER', wholeNumber) @IsInt() @Min(1) readonly maxEventReadersPerCaller: number = 20;

  /** Size of the response cache; bytes. */
  @Env('SYSTEM_CACHE_BYTES', wholeNumber) @IsInt() @Min(1) readonly systemCacheBytes: number = 32 * 1024 * 1024;

  /** As the file has them now. */
  get integrationTokenKeys(): PublicKeys {
    return this.integrationTokenKeyFile.current;
  }

  get publicUrl(): string {
    return this.configuredPublicUrl ?? `http://127.0.0.1:${this.port}`;
  }

  get tenantProcedureUrl(): string {
    return this.configuredTenantProcedureUrl ?? `${this.publicUrl}/docs/tenant-side`;
  }
}
