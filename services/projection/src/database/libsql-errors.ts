import Libsql from 'libsql';

/** Result codes of SQLite (https://sqlite.org/rescode.html), without what extended codes add. */
const CODES = {
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  protocol: 15,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  notADatabase: 26,
} as const;

type Code = keyof typeof CODES;

/** Whether libSQL has thrown the error, for one of these reasons. */
export function isOfLibsql(error: unknown, ...reasons: readonly Code[]): boolean {
  if (!(error instanceof Libsql.SqliteError)) return false;
  const { rawCode } = error as { readonly rawCode?: number };
  return rawCode !== undefined && reasons.some((reason) => CODES[reason] === (rawCode & 0xff));
}

/** Says nothing about the statement. */
export function isOutageOfLibsql(error: unknown): boolean {
  return isOfLibsql(error, 'busy', 'locked', 'noMemory', 'readOnly', 'ioError', 'full', 'cannotOpen', 'protocol');
}

/** A value that no column of its kind can hold; PostgreSQL refuses it as well. */
export class ValueRefused extends Error {
  override readonly name = 'ValueRefused';
}

/** Is about the values of a statement. */
export function isRefusedByLibsql(error: unknown): boolean {
  return error instanceof ValueRefused || isOfLibsql(error, 'tooBig', 'constraint', 'mismatch');
}
