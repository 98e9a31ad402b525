import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** The private keys as a JWK set. */
export interface SigningKeys {
  readonly keys: JWK[];
}

/**
 * Reads the provider's private keys. The first start creates them, readable by their owner only. Processes that start at
 * the same time agree on one key set.
 *
 * @throws Error when the file exists but is not a key set, or the folder is not writable
 */
export async function loadOrCreateSigningKeys(file: string): Promise<SigningKeys> {
  return (await readKeys(file)) ?? (await createKeys(file));
}

async function readKeys(file: string): Promise<SigningKeys | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const parsed = JSON.parse(text) as Partial<SigningKeys>;
    if (Array.isArray(parsed.keys) && parsed.keys.every((key) => typeof key.kty === 'string' && key.d !== undefined))
      return { keys: parsed.keys };
  } catch {
    // Not rethrown: the parser's message can quote the private key.
  }
  throw new Error(`${file} is not a set of private keys. Restore it, or delete it to have new keys made.`);
}

async function createKeys(file: string): Promise<SigningKeys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const keys = [{ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' }];

  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomUUID()}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify({ keys }, undefined, 2));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // `link` is atomic and fails when the file exists: the first process wins.
    await link(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
  const stored = await readKeys(file);
  if (stored === undefined) throw new Error(`${file} vanished while it was being made`);
  return stored;
}
