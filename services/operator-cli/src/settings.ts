import { inboxPrefixOf } from '@system-landscape/contracts';
import { natsAccessIn, serversIn, type NatsAccess } from '@system-landscape/nats-access';
import { NatsUsersFolder } from '@system-landscape/nats-users';
import { join, resolve } from 'node:path';
import type { ApiSettings } from './connections/operator-api.js';
import { findLocalStart, type LocalStart } from './connections/local-start.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Addresses and credentials: from the environment, else from the `run.json` of the local start. */
export interface Settings {
  /** Absolute. */
  readonly dataDir: string;
  readonly eventStoreUrl: string | undefined;
  /** Undefined when the gateway, the issuer or the client credentials are not configured. */
  readonly api: ApiSettings | undefined;
  /** Undefined when NATS is not configured. */
  readonly nats: NatsSettings | undefined;
  /** The users of NATS, of the local start or of `NATS_USERS`. */
  readonly natsUsers: NatsUsersFolder;
}

export interface NatsSettings {
  readonly access: NatsAccess;
  readonly inboxPrefix?: string;
  /** Process id of the local start's nats-server. */
  readonly pid?: number;
}

export function readSettings(env: Environment, dataDir: string | undefined): Settings {
  const folder = resolve(dataDir ?? (env['DATA_DIR'] || '.data'));
  const local = findLocalStart(folder);
  const natsUsers = new NatsUsersFolder(env['NATS_USERS'] || join(folder, 'keys', 'nats-users'));
  return {
    dataDir: folder,
    eventStoreUrl: env['ESDB_URL'] || local?.eventStore,
    nats: natsSettings(env, local, natsUsers),
    natsUsers,
    api: apiSettings(env, local),
  };
}

function natsSettings(env: Environment, local: LocalStart | undefined, users: NatsUsersFolder): Settings['nats'] {
  const configured = natsAccessIn(env);
  if (configured) {
    const nkeyFile = configured.nkeyFile ?? (env['NATS_USERS'] && users.exists ? users.keyFile('operator') : undefined);
    const inboxPrefix = env['NATS_INBOX_PREFIX'] || (nkeyFile && inboxPrefixOf('operator'));
    return { access: { ...configured, nkeyFile }, ...(inboxPrefix && { inboxPrefix }) };
  }
  if (local?.nats === undefined) return undefined;
  const servers = serversIn(local.nats);
  return {
    access: users.exists ? { servers, nkeyFile: users.keyFile('operator') } : { servers },
    ...(users.exists && { inboxPrefix: inboxPrefixOf('operator') }),
    ...(local.natsPid !== undefined && { pid: local.natsPid }),
  };
}

/** The local start's demo client is the default only with the local start's issuer. */
function apiSettings(env: Environment, local: LocalStart | undefined): ApiSettings | undefined {
  const gateway = env['LANDSCAPE_URL'] || local?.gateway;
  const issuer = env['OIDC_ISSUER'] || local?.identityProvider;
  const isLocal = !env['OIDC_ISSUER'];
  const clientId = env['LANDSCAPE_CLIENT_ID'] || (isLocal ? 'operator' : undefined);
  const clientSecret = env['LANDSCAPE_CLIENT_SECRET'] || (isLocal ? 'demo' : undefined);
  if (!gateway || !issuer || !clientId || !clientSecret) return undefined;
  return { gateway, issuer, clientId, clientSecret };
}
