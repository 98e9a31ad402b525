import type { Recorded } from './recorded-event.js';

/**
 * Every event of a stream belongs to the account of the event that begins it. One that names another account would be shown
 * to that account.
 * @param begun account of the stream so far; undefined at its beginning
 * @throws Error when the event names another account
 */
export function requireAccount(
  begun: string | undefined,
  { type, data, metadata }: Recorded<{ readonly type: string; readonly data: object }>,
): void {
  const beginning = 'globalAccountId' in data ? data.globalAccountId : undefined;
  const account = begun ?? beginning;
  if (account === undefined) return;
  if (metadata.globalAccountId !== account || (beginning ?? account) !== account)
    throw new Error(`${type} names another account than that of its stream`);
}
