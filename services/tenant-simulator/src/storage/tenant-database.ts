import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Key, open, type RootDatabase } from 'lmdb';
import { TenantSimulatorSettings } from '../settings.js';

/** Sorts after every text and number that is part of a key. */
const LAST_KEY_PART = '\uffff';

/** The LMDB database with the state of all tenants. Keys are arrays of texts and numbers. */
@Injectable()
export class TenantDatabase implements OnApplicationShutdown {
  private readonly db: RootDatabase<unknown, Key>;

  constructor({ dataDir }: TenantSimulatorSettings) {
    // With overlapping sync a commit would be reported before it is flushed.
    this.db = open({ path: dataDir, overlappingSync: false });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.db.close();
  }

  /** Runs all reads and writes of a function atomically. @returns resolves when they are flushed to disk */
  transaction<T>(run: () => T): Promise<T> {
    return this.db.transaction(run);
  }

  get<T>(key: Key): T | undefined {
    return this.db.get(key) as T | undefined;
  }

  /** All entries whose key starts with the prefix, in the order of their keys. */
  range<T>(prefix: string[]): { key: Key[]; value: T }[] {
    const entries = this.db.getRange({ start: prefix, end: [...prefix, LAST_KEY_PART] });
    return [...entries.map(({ key, value }) => ({ key: key as Key[], value: value as T }))];
  }

  /** To be called in a transaction, whose promise reports the write. */
  put(key: Key, value: unknown): void {
    void this.db.put(key, value);
  }

  /** To be called in a transaction, whose promise reports the write. */
  remove(key: Key): void {
    void this.db.remove(key);
  }
}
