import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** The private key set in the form the provider takes. */
export interface SigningKeys {
  readonly keys: JWK[];
}

/**
 * Reads the provider's private keys; makes them at the first start, readable by their owner only.
 * Of several processes that start at once on an empty folder one makes the keys and all use them.
 *
 * @throws Error when the file exists but is no key set, or the folder cannot be written.
 */
export async function loadOrMakeSigningKeys(file: string): Promise<SigningKeys> {
  return (await readKeys(file)) ?? (await makeKeys(file));
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
    // Falls through: the parser's message would quote the private key.
  }
  throw new Error(`${file} is not a set of private keys. Restore it, or delete it to have new keys made.`);
}

async function makeKeys(file: string): Promise<SigningKeys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const keys = [{ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'ES256', use: 'sig' }];

  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify({ keys }, undefined, 2));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // A link fails when the name is taken: whole file or none, and the first process wins.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  const kept = await readKeys(file);
  if (kept === undefined) throw new Error(`${file} vanished while it was being made`);
  return kept;
}
