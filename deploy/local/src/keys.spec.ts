import { createPrivateKey, createPublicKey, sign, verify, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideKeys } from './keys.js';

const firstKey = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as { keys: [JsonWebKey & { kid: string }] }).keys[0];

describe('provideKeys', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'landscape-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('creates matching key pairs that only their owner can read', () => {
    const keys = provideKeys(folder);
    const privateKey = firstKey(keys.integrationTokenKeys);
    const publicKey = firstKey(keys.integrationTokenJwks);
    expect(publicKey.kid).toBe(privateKey.kid);
    expect(publicKey).not.toHaveProperty('d');
    const text = Buffer.from('some text');
    const signature = sign(null, text, createPrivateKey({ key: privateKey, format: 'jwk' }));
    expect(verify(null, text, createPublicKey({ key: publicKey, format: 'jwk' }), signature)).toBe(true);
    for (const file of [keys.eventStoreKeyFile, keys.readModelKeyFile]) expect(readFileSync(file)).toHaveLength(32);
    for (const file of [
      ...[keys.integrationTokenKeys, keys.integrationTokenJwks],
      ...[keys.eventStoreKeyFile, keys.readModelKeyFile, keys.eventStoreCredentialsFile],
    ]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
  });

  it('reads the same keys at the next start', () => {
    const first = provideKeys(folder);
    const { kid } = firstKey(first.integrationTokenKeys);
    expect(provideKeys(folder)).toEqual(first);
    expect(firstKey(first.integrationTokenKeys).kid).toBe(kid);
  });

  it('refuses a damaged key instead of creating a new one', () => {
    const keys = provideKeys(folder);
    writeFileSync(keys.integrationTokenKeys, '{"keys":[]}');
    expect(() => provideKeys(folder)).toThrow(`${keys.integrationTokenKeys} must be a JWKS with Ed25519 private keys`);
    writeFileSync(keys.eventStoreKeyFile, 'short');
    expect(() => provideKeys(folder)).toThrow('must hold 32 bytes');
    rmSync(keys.eventStoreKeyFile);
    writeFileSync(keys.eventStoreCredentialsFile, '');
    expect(() => provideKeys(folder)).toThrow(`${keys.eventStoreCredentialsFile} must hold username:password`);
  });
});
