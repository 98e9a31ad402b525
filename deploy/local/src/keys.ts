import { NatsUsersFolder } from '@system-landscape/nats-users';
import { createHash, generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LocalKeys {
  /** 32 bytes that encrypt the embedded event store. */
  eventStoreKeyFile: string;
  /** `username:password` that the embedded event store asks for. */
  eventStoreCredentialsFile: string;
  eventStoreCredentials: string;
  /** 32 bytes that encrypt the read model. */
  readModelKeyFile: string;
  /** Private JWKS; its first key signs integration tokens. */
  integrationTokenKeys: string;
  /** The same without the private parts. */
  integrationTokenJwks: string;
  /** Encrypts what JetStream stores. */
  natsStorageKey: string;
  /** The users of NATS. */
  natsUsers: NatsUsersFolder;
}

/** Folder of the users of NATS, in that of the keys. */
export const NATS_USERS = 'nats-users';

/** The subscriber that the local start makes, for the account `ga-demo`. */
export const DEMO_SUBSCRIBER = 'demo';

type Jwk = JsonWebKey & { kid?: string };

/**
 * Creates the secrets of a local platform at its first start and reads them at every later one. Only their owner can read
 * the files.
 * @throws Error that names a file that exists but is invalid: a new key could not decrypt the existing data
 */
export function provideKeys(folder: string): LocalKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const eventStoreKeyFile = provideDataKey(
    join(folder, 'event-store.key'),
    'Restore the file from a backup: the event log cannot be read without it.',
  );
  const eventStoreCredentialsFile = join(folder, 'event-store.credentials');
  const eventStoreCredentials = provide(
    eventStoreCredentialsFile,
    () => `landscape:${randomBytes(32).toString('base64url')}\n`,
  )
    .toString('utf8')
    .trim();
  if (!/^[\w-]+:[\w-]+$/.test(eventStoreCredentials)) {
    throw new Error(`${eventStoreCredentialsFile} must hold username:password. Remove it to have new ones made.`);
  }
  const readModelKeyFile = provideDataKey(
    join(folder, 'read-model.key'),
    'Restore the file from a backup, or remove it: then the read model is rebuilt from the event log.',
  );
  const integrationTokenKeys = join(folder, 'integration-token.jwks.json');
  const integrationTokenJwks = join(folder, 'integration-token.public.jwks.json');
  const keys = parseKeys(integrationTokenKeys, provide(integrationTokenKeys, newSigningKeys));
  // Written at every start, so that keys that were added to the private file are published, too.
  write(integrationTokenJwks, asJson({ keys: keys.map(({ d: _private, ...publicPart }) => publicPart) }));
  return {
    eventStoreKeyFile,
    eventStoreCredentialsFile,
    eventStoreCredentials,
    readModelKeyFile,
    integrationTokenKeys,
    integrationTokenJwks,
    natsStorageKey: provideText(
      join(folder, 'nats-storage.key'),
      'Restore the file from a backup; or remove it and move the folder nats next to keys away: the event relay ' +
        'publishes all facts again from the event log.',
    ),
    natsUsers: provideNatsUsers(folder),
  };
}

function provideNatsUsers(folder: string): NatsUsersFolder {
  const users = new NatsUsersFolder(join(folder, NATS_USERS));
  users.provide();
  if (!Object.hasOwn(users.subscribers(), DEMO_SUBSCRIBER)) {
    users.putSubscriber(DEMO_SUBSCRIBER, { accounts: ['ga-demo'], durable: true, createdAt: new Date().toISOString() });
  }
  // Releases before had one user for all services.
  rmSync(join(folder, 'nats-services.password'), { force: true });
  return users;
}

function provideDataKey(file: string, remedy: string): string {
  if (provide(file, () => randomBytes(32)).length !== 32) throw new Error(`${file} must hold 32 bytes. ${remedy}`);
  return file;
}

function newSigningKeys(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { kty, crv, x, d } = privateKey.export({ format: 'jwk' });
  // RFC 7638: the thumbprint is the hash of the required members in alphabetical order.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  return asJson({ keys: [{ kty, crv, x, d, kid, alg: 'EdDSA', use: 'sig' }] });
}

function parseKeys(file: string, content: Buffer): Jwk[] {
  try {
    const { keys } = JSON.parse(content.toString('utf8')) as { keys: Jwk[] };
    if (keys.length > 0 && keys.every((key) => key.kty === 'OKP' && key.kid && key.x && key.d)) return keys;
  } catch {
    // The error below covers every kind of invalid content.
  }
  throw new Error(
    `${file} must be a JWKS with Ed25519 private keys, each with a "kid". Correct it, or remove it to have a new key ` +
      'created (integration tokens that were issued become invalid).',
  );
}

function provideText(file: string, remedy: string): string {
  const text = provide(file, () => randomBytes(32).toString('base64url'))
    .toString('utf8')
    .trim();
  if (/^[\w-]{16,}$/.test(text)) return text;
  throw new Error(`${file} is damaged: it must hold one word of 16 characters or more. ${remedy}`);
}

function provide(file: string, create: () => Buffer | string): Buffer {
  if (!existsSync(file)) write(file, create());
  return readFileSync(file);
}

function write(file: string, content: Buffer | string): void {
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, content, { mode: 0o600, flush: true });
  renameSync(unfinished, file);
}

const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
