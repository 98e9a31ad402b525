import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CliError } from '../cli-error.js';
import { START_OF_CHAIN, type EventDigest } from './hash-chain.js';

/** Keeps a line of the file below a megabyte. */
export const EVENTS_PER_CHECKPOINT = 10_000;
/** Length of one event in `marks`: 32 hexadecimal digits of its id and 32 of its digest. */
const MARK_LENGTH = 64;

/**
 * One line of the checkpoint file: the signed digests of consecutive events. The signature covers the digest of the
 * previous line, so that no line can be removed, inserted or replaced unnoticed, except lines at the end of the file.
 */
export interface Checkpoint {
  /** Number of events before this checkpoint. */
  readonly after: number;
  /** Id and digest of each event, `MARK_LENGTH` digits per event. */
  readonly marks: string;
  /** Head of the hash chain after its last event. */
  readonly head: string;
  /** RFC 3339. */
  readonly sealedAt: string;
  /** SHA-256 of the previous line; hexadecimal. */
  readonly previous: string;
  /** Ed25519 over all of the above; base64. */
  readonly signature: string;
}

type Unsigned = Omit<Checkpoint, 'signature'>;

/** The digests of the events of a checkpoint. */
export function digestsOf({ marks }: Pick<Checkpoint, 'marks'>): EventDigest[] {
  return Array.from({ length: marks.length / MARK_LENGTH }, (_, index) => {
    const mark = marks.slice(index * MARK_LENGTH, (index + 1) * MARK_LENGTH);
    return {
      id: mark.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      digest: mark.slice(32),
    };
  });
}

/** Heads of the hash chain, by the number of events that they cover. */
export function headsOf(checkpoints: readonly Checkpoint[]): Map<number, string> {
  return new Map(checkpoints.map(({ after, marks, head }) => [after + marks.length / MARK_LENGTH, head]));
}

/** Signs the next line of the file. */
export function seal(
  { digests, ...checkpoint }: Omit<Unsigned, 'marks' | 'previous'> & { readonly digests: readonly EventDigest[] },
  previous: Checkpoint | undefined,
  key: KeyObject,
): Checkpoint {
  const unsigned: Unsigned = {
    after: checkpoint.after,
    marks: digests.map(({ id, digest }) => id.replaceAll('-', '') + digest).join(''),
    head: checkpoint.head,
    sealedAt: checkpoint.sealedAt,
    previous: lineDigest(previous),
  };
  return { ...unsigned, signature: sign(null, textOf(unsigned), key).toString('base64') };
}

/** Reads and verifies a checkpoint file. @throws CliError that names the first line that is not as it was signed */
export function readCheckpoints(file: string, key: KeyObject): Checkpoint[] {
  if (!existsSync(file)) throw new CliError(`There is no file ${file}. Create it with landscape verify seal.`);
  const checkpoints: Checkpoint[] = [];
  let events = 0;
  const text = readFileSync(file, 'utf8').trimEnd();
  // An older release wrote an empty file for an empty log.
  const lines = text === '' ? [] : text.split('\n');
  for (const [index, line] of lines.entries()) {
    const checkpoint = parse(line);
    if (
      !checkpoint ||
      !verify(null, textOf(checkpoint), key, Buffer.from(checkpoint.signature, 'base64')) ||
      checkpoint.previous !== lineDigest(checkpoints.at(-1)) ||
      checkpoint.after !== events
    ) {
      throw new CliError(
        `Line ${index + 1} of ${file} is not as this key has signed it: the line was changed, a line before it was removed ` +
          'or inserted, or the key is another one. Restore the file from a backup, and check the public key.',
      );
    }
    events += checkpoint.marks.length / MARK_LENGTH;
    checkpoints.push(checkpoint);
  }
  return checkpoints;
}

function parse(line: string): Checkpoint | undefined {
  try {
    const { after, marks, head, sealedAt, previous, signature } = JSON.parse(line) as Checkpoint;
    const texts = [marks, head, sealedAt, previous, signature].every((text) => typeof text === 'string');
    if (!texts || !Number.isSafeInteger(after) || marks.length % MARK_LENGTH !== 0) return undefined;
    return { after, marks, head, sealedAt, previous, signature };
  } catch {
    return undefined;
  }
}

function textOf({ after, marks, head, sealedAt, previous }: Unsigned): Buffer {
  return Buffer.from(JSON.stringify([after, marks, head, sealedAt, previous]));
}

function lineDigest(checkpoint: Checkpoint | undefined): string {
  if (!checkpoint) return START_OF_CHAIN.toString('hex');
  return createHash('sha256').update(textOf(checkpoint)).update(checkpoint.signature).digest('hex');
}

/** Writes a new private key (PEM, mode 0600) and its public key to `<file>.pub`. @throws Error when a file exists */
export function createKeyPair(file: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  writeFileSync(`${file}.pub`, publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
}

/** Reads the private key. @throws CliError when the file holds none */
export function signingKey(file: string): KeyObject {
  return keyIn(file, createPrivateKey, 'private');
}

/** Reads the public key. @throws CliError when the file holds none */
export function verifyingKey(file: string): KeyObject {
  return keyIn(file, createPublicKey, 'public');
}

function keyIn(file: string, read: (pem: string) => KeyObject, kind: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read(readFileSync(file, 'utf8'));
  } catch {
    // Reported below: OpenSSL's own message does not help an operator.
  }
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new CliError(`${file} is no ${kind} Ed25519 key. Create a pair with landscape verify key <file>.`);
}
