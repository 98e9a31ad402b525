import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataKey, FolderKeys } from './data-key.js';

const FORMAT = 1;

interface Seal {
  readonly format: number;
  readonly salt: Buffer;
  readonly check: Buffer;
}

/**
 * Where a PGlite is kept, and what with. The seal, written when the database was made to the end, says which key
 * its files are encrypted with.
 */
export class PgliteFolder {
  /** Folder of PGlite's files. */
  readonly files: string;
  private readonly sealFile: string;
  private salt: Buffer;

  constructor(
    path: string,
    private readonly key: DataKey,
  ) {
    this.files = join(path, 'pglite');
    this.sealFile = join(path, 'read-model.json');
    this.salt = readSeal(this.sealFile)?.salt ?? randomBytes(16);
  }

  get keys(): FolderKeys {
    return this.key.keysOf(this.salt);
  }

  /** Why the files cannot be used; undefined when they can. */
  unusable(): string | undefined {
    const seal = readSeal(this.sealFile);
    if (seal === undefined) return 'it was made without encryption, or not to the end';
    if (seal.format !== FORMAT) return `it was written in format ${seal.format}, not ${FORMAT}`;
    return this.key.fits(seal.salt, seal.check) ? undefined : 'it is encrypted with another key';
  }

  /** Removes the files; those that come next have other keys. @returns whether there were any */
  discard(): boolean {
    const there = existsSync(this.files);
    rmSync(this.sealFile, { force: true });
    rmSync(this.files, { recursive: true, force: true });
    this.salt = randomBytes(16);
    return there;
  }

  seal(): void {
    if (existsSync(this.sealFile)) return;
    const seal = {
      format: FORMAT,
      cipher: 'aes-256-xts',
      salt: this.salt.toString('hex'),
      check: this.key.checkOf(this.salt).toString('hex'),
    };
    writeFileSync(`${this.sealFile}.new`, `${JSON.stringify(seal)}\n`, { mode: 0o600, flush: true });
    renameSync(`${this.sealFile}.new`, this.sealFile);
  }
}

function readSeal(file: string): Seal | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { format, salt, check } = JSON.parse(readFileSync(file, 'utf8')) as Record<keyof Seal, unknown>;
    if (typeof format !== 'number' || typeof salt !== 'string' || typeof check !== 'string') return undefined;
    return { format, salt: Buffer.from(salt, 'hex'), check: Buffer.from(check, 'hex') };
  } catch {
    // Cut off by a crash of the machine.
    return undefined;
  }
}
