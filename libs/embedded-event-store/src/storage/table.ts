import type { Database as LmdbTable, RangeOptions } from 'lmdb';
import { DamagedData } from './damage.js';
import type { RecordCipher } from './record-cipher.js';

/** An LMDB table. With a cipher its values are encrypted, its keys are not. */
export class Table {
  constructor(
    private readonly name: string,
    private readonly rows: LmdbTable<Buffer, Buffer>,
    private readonly cipher?: RecordCipher,
  ) {}

  get size(): number {
    return (this.rows.getStats() as { entryCount: number }).entryCount;
  }

  /** @throws DamagedData */
  get(key: Buffer): Buffer | undefined {
    const stored = this.rows.get(key);
    return stored && this.read(key, stored);
  }

  has(key: Buffer): boolean {
    return this.rows.doesExist(key);
  }

  /** Writes in the current transaction. */
  put(key: Buffer, value: Buffer): void {
    void this.rows.put(key, this.cipher ? this.cipher.encrypt(value, key) : value);
  }

  keys(range: RangeOptions): Iterable<Buffer> {
    return this.rows.getKeys(range);
  }

  /** Decrypts each entry when it is iterated. @throws DamagedData */
  entries(range: RangeOptions): Iterable<{ readonly key: Buffer; readonly value: Buffer }> {
    const rows = this.rows.getRange(range);
    return this.cipher ? rows.map(({ key, value }) => ({ key, value: this.read(key, value) })) : rows;
  }

  private read(key: Buffer, stored: Buffer): Buffer {
    if (!this.cipher) return stored;
    const value = this.cipher.decrypt(stored, key);
    if (!value) throw new DamagedData(`an entry of the table ${this.name} is not as it was written`);
    return value;
  }
}
