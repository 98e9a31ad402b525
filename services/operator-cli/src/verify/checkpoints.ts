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
import { START_OF_CHAIN, type Mark } from './chain.js';

/** Marks in a line of the file, so that a line stays below a megabyte. */
export const MARKS_A_CHECKPOINT = 10_000;
const MARK = 64;

/**
 * A line of the checkpoint file: what the log held, signed. The signature covers the line before as well, so that no line
 * can be taken out, put in or exchanged; of lines that were cut off at the end the file itself can tell nothing.
 */
export interface Checkpoint {
  /** Events before this checkpoint. */
  readonly after: number;
  /** Of each event: id and digest, 64 hexadecimal digits. */
  readonly marks: string;
  /** Head of the chain after its last event. */
  readonly head: string;
  /** RFC 3339. */
  readonly sealedAt: string;
  /** SHA-256 of the line before; hexadecimal. */
  readonly previous: string;
  /** Ed25519 over all of the above; base64. */
  readonly signature: string;
}

type Unsigned = Omit<Checkpoint, 'signature'>;

export function marksOf({ marks }: Pick<Checkpoint, 'marks'>): Mark[] {
  return Array.from({ length: marks.length / MARK }, (_, index) => {
    const mark = marks.slice(index * MARK, (index + 1) * MARK);
    return {
      id: mark.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      digest: mark.slice(32),
    };
  });
}

/** Heads of the chain, by the number of events that they are over. */
export function headsOf(checkpoints: readonly Checkpoint[]): Map<number, string> {
  return new Map(checkpoints.map(({ after, marks, head }) => [after + marks.length / MARK, head]));
}

/** The next line of the file. */
export function seal(
  { marks, ...more }: Omit<Unsigned, 'marks' | 'previous'> & { readonly marks: readonly Mark[] },
  previous: Checkpoint | undefined,
  key: KeyObject,
): Checkpoint {
  const unsigned: Unsigned = {
    after: more.after,
    marks: marks.map(({ id, digest }) => id.replaceAll('-', '') + digest).join(''),
    head: more.head,
    sealedAt: more.sealedAt,
    previous: digestOf(previous),
  };
  return { ...unsigned, signature: sign(null, textOf(unsigned), key).toString('base64') };
}

/** @throws CliError when a line is not as it was signed; the message names it */
export function readCheckpoints(file: string, key: KeyObject): Checkpoint[] {
  if (!existsSync(file)) throw new CliError(`There is no file ${file}. landscape verify seal makes it.`);
  const checkpoints: Checkpoint[] = [];
  let events = 0;
  const text = readFileSync(file, 'utf8').trimEnd();
  // Sealing an empty log has left an empty file.
  const lines = text === '' ? [] : text.split('\n');
  for (const [index, line] of lines.entries()) {
    const checkpoint = parse(line);
    if (
      !checkpoint ||
      !verify(null, textOf(checkpoint), key, Buffer.from(checkpoint.signature, 'base64')) ||
      checkpoint.previous !== digestOf(checkpoints.at(-1)) ||
      checkpoint.after !== events
    ) {
      throw new CliError(
        `Line ${index + 1} of ${file} is not as this key has signed it: it was changed, or its neighbours were taken out, or ` +
          'it is the wrong key. Take the file from a backup, and the public key of the one who sealed.',
      );
    }
    events += checkpoint.marks.length / MARK;
    checkpoints.push(checkpoint);
  }
  return checkpoints;
}

function parse(line: string): Checkpoint | undefined {
  try {
    const { after, marks, head, sealedAt, previous, signature } = JSON.parse(line) as Checkpoint;
    const texts = [marks, head, sealedAt, previous, signature].every((text) => typeof text === 'string');
    if (!texts || !Number.isSafeInteger(after) || marks.length % MARK !== 0) return undefined;
    return { after, marks, head, sealedAt, previous, signature };
  } catch {
    return undefined;
  }
}

function textOf({ after, marks, head, sealedAt, previous }: Unsigned): Buffer {
  return Buffer.from(JSON.stringify([after, marks, head, sealedAt, previous]));
}

function digestOf(checkpoint: Checkpoint | undefined): string {
  if (!checkpoint) return START_OF_CHAIN.toString('hex');
  return createHash('sha256').update(textOf(checkpoint)).update(checkpoint.signature).digest('hex');
}

/** Writes a new key (PEM, readable for its owner alone) and beside it, `.pub`, what verifies. @throws Error when one is there */
export function makeKey(file: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  writeFileSync(`${file}.pub`, publicKey.export({ type: 'spki', format: 'pem' }), { flag: 'wx' });
}

/** @throws CliError */
export function signingKey(file: string): KeyObject {
  return keyIn(file, createPrivateKey, 'private');
}

/** @throws CliError */
export function verifyingKey(file: string): KeyObject {
  return keyIn(file, createPublicKey, 'public');
}

function keyIn(file: string, read: (pem: string) => KeyObject, kind: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read(readFileSync(file, 'utf8'));
  } catch {
    // Told below: what a broken key says about itself helps nobody.
  }
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new CliError(`${file} is no ${kind} Ed25519 key. landscape verify key <file> makes one, and <file>.pub.`);
}
