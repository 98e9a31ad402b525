import { Env, httpUrl, NotInProduction, ServiceSettings } from '@system-landscape/service-kit';
import { IsString } from 'class-validator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, parseClients } from './clients/client.js';
import { DEMO_CLIENTS } from './clients/demo-clients.js';
import { DEMO_USERS } from './users/demo-users.js';
import type { User } from './users/user.js';

/** Settings of the identity provider. */
@NotInProduction(
  'identity provider has users and secrets that everybody knows; name that of your organisation as OIDC_ISSUER',
)
export class IdentityProviderSettings extends ServiceSettings {
  override readonly port: number = 8090;
  @Env('DATA_DIR') @IsString() readonly dataDir: string = '.data/identity-provider';
  @Env('ISSUER', httpUrl) private readonly givenIssuer?: string;
  @Env('CLIENTS_FILE', readClients) readonly clients: readonly Client[] = DEMO_CLIENTS;
  /** Origin of the gateway, which serves the cockpit: where users return after signing in or out. */
  @Env('COCKPIT_ORIGIN', origin) readonly cockpitOrigin: string = 'http://127.0.0.1:8080';
  readonly users: readonly User[] = DEMO_USERS;

  /** The issuer in every token; services need the same value as `OIDC_ISSUER`. */
  get issuer(): string {
    return this.givenIssuer ?? `http://127.0.0.1:${this.port}`;
  }

  /** Private keys, readable by their owner only. */
  get keyFile(): string {
    return join(this.dataDir, 'signing-keys.json');
  }
}

function origin(raw: string): string {
  const url = httpUrl(raw);
  if (new URL(url).origin !== url) throw new Error('must be an origin such as http://127.0.0.1:8080, without a path');
  return url;
}

function readClients(file: string): Client[] {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`names ${file}, which cannot be read (${String((error as NodeJS.ErrnoException).code)})`, {
      cause: error,
    });
  }
  try {
    return parseClients(json);
  } catch (error) {
    throw new Error(`names ${file}, whose content is wrong: it ${(error as Error).message}`, { cause: error });
  }
}
