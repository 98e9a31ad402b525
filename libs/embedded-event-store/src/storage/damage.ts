/** The stored data is not what was written: a disk or a person has changed it. Nothing is guessed or left out then. */
export class DamagedData extends Error {
  constructor(what: string) {
    super(`The data is damaged: ${what}. Restore the data folder from a copy, or copy what can be read.`);
  }
}

/** LMDB's own words for pages that make no sense. */
const CORRUPTION = /MDB_(CORRUPTED|PAGE_NOTFOUND|INVALID|PANIC|BAD_TXN|PROBLEM)/;

/** An error as it is, or as `DamagedData` when it is the database's complaint about its pages. */
export function asDamage(error: unknown): unknown {
  const isCorruption = error instanceof Error && CORRUPTION.test(error.message);
  return isCorruption ? new DamagedData(error.message) : error;
}
