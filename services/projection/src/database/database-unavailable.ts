import { Unavailable } from '@system-landscape/service-kit';
import Libsql from 'libsql';
import { isOutageOfLibsql } from './libsql-errors.js';

/** The database does not answer, or cannot carry out anything at the moment: it restarts, say, or its disk is full. */
export class DatabaseUnavailable extends Unavailable {
  override readonly name = 'DatabaseUnavailable';

  constructor(cause: unknown) {
    super('The read model does not answer at the moment. Try again.', { cause });
  }
}

/** SQLSTATE: five digits and capital letters. */
const SQLSTATE = /^[0-9A-Z]{5}$/;
/**
 * Classes and codes of PostgreSQL that say nothing about the statement: connection, lost race, resources, lock, operator,
 * system.
 */
const NOT_NOW = /^(08|40|53|57|58|55P03|25P03)/;

/** Whether PostgreSQL has answered with this error; otherwise it is of the connection, which may hang. */
export function isAnswer(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  // Those of the operating system, such as EPIPE, look alike.
  return typeof code === 'string' && SQLSTATE.test(code) && !/^E[A-Z]+$/.test(code);
}

/** Runs a query. @throws DatabaseUnavailable; the database's error when the statement is wrong */
export async function unlessUnavailable<Result>(query: () => Promise<Result>): Promise<Result> {
  try {
    return await query();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    throw new DatabaseUnavailable(error);
  }
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof Libsql.SqliteError) return isOutageOfLibsql(error);
  return !isAnswer(error) || NOT_NOW.test((error as { code: string }).code);
}
