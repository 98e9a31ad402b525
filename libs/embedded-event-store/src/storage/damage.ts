/** The stored data differs from what was written. Nothing is repaired or skipped. */
export class DamagedData extends Error {
  constructor(what: string) {
    super(`The data is damaged: ${what}. Restore the data folder from a copy, or copy what can be read.`);
  }
}

/** LMDB's error codes for invalid pages. */
const CORRUPTION = /MDB_(CORRUPTED|PAGE_NOTFOUND|INVALID|PANIC|BAD_TXN|PROBLEM)/;

/** The error as `DamagedData` if LMDB reports invalid pages, otherwise unchanged. */
export function asDamage(error: unknown): unknown {
  const isCorruption = error instanceof Error && CORRUPTION.test(error.message);
  return isCorruption ? new DamagedData(error.message) : error;
}
