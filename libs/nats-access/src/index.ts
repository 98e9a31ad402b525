import { credsAuthenticator, nkeyAuthenticator, type Authenticator, type ConnectionOptions } from 'nats';
import { readFileSync } from 'node:fs';

/** How to reach NATS, and who one is there; files by their names. */
export interface NatsAccess {
  /** URLs of the servers of a cluster; the client tries them in turn. */
  readonly servers: readonly string[];
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly nkeyFile?: string | undefined;
  readonly credsFile?: string | undefined;
  readonly tls?: {
    readonly caFile?: string | undefined;
    readonly certFile?: string | undefined;
    readonly keyFile?: string | undefined;
  };
}

/** As the environment variables of the services name it; undefined without `NATS_URL`. */
export function natsAccessIn(env: Readonly<Record<string, string | undefined>>): NatsAccess | undefined {
  const value = (name: string) => env[name] || undefined;
  const url = value('NATS_URL');
  if (url === undefined) return undefined;
  return {
    servers: serversIn(url),
    user: value('NATS_USER'),
    password: value('NATS_PASSWORD'),
    nkeyFile: value('NATS_NKEY_FILE'),
    credsFile: value('NATS_CREDS_FILE'),
    tls: {
      caFile: value('NATS_TLS_CA_FILE'),
      certFile: value('NATS_TLS_CERT_FILE'),
      keyFile: value('NATS_TLS_KEY_FILE'),
    },
  };
}

/** URLs that are separated by commas. */
export function serversIn(text: string): string[] {
  return text.split(',').map((url) => url.trim());
}

/**
 * The options of the client. Over TLS when a server's URL says so or a file for it is named; a server that asks for TLS
 * gets it in any case.
 * @throws Error that names the setting whose file cannot be used
 */
export function natsOptions({ servers, user, password, nkeyFile, credsFile, tls = {} }: NatsAccess): ConnectionOptions {
  const authenticator =
    nkeyFile !== undefined ? nkeyIn(nkeyFile) : credsFile !== undefined ? credsIn(credsFile) : undefined;
  const { caFile, certFile, keyFile } = tls;
  const files = {
    ...(caFile !== undefined && { ca: read('NATS_TLS_CA_FILE', caFile).toString() }),
    ...(certFile !== undefined && { cert: read('NATS_TLS_CERT_FILE', certFile).toString() }),
    ...(keyFile !== undefined && { key: read('NATS_TLS_KEY_FILE', keyFile).toString() }),
  };
  const isTls = Object.keys(files).length > 0 || servers.some((server) => server.startsWith('tls://'));
  return {
    servers: [...servers],
    ...(user !== undefined && { user }),
    ...(password !== undefined && { pass: password }),
    ...(authenticator && { authenticator }),
    ...(isTls && { tls: files }),
  };
}

function nkeyIn(file: string): Authenticator {
  const seed = read('NATS_NKEY_FILE', file);
  // An error within a connection would only look like a server that does not answer.
  return tried(nkeyAuthenticator(new TextEncoder().encode(seed.toString('utf8').trim())), () => {
    throw new Error(`NATS_NKEY_FILE names ${file}, which holds no private nkey (SU…).`);
  });
}

function credsIn(file: string): Authenticator {
  return tried(credsAuthenticator(read('NATS_CREDS_FILE', file)), () => {
    throw new Error(`NATS_CREDS_FILE names ${file}, which holds no credentials (a JWT and its nkey).`);
  });
}

function tried(authenticator: Authenticator, onError: () => never): Authenticator {
  try {
    authenticator('nonce');
  } catch {
    onError();
  }
  return authenticator;
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${setting} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
