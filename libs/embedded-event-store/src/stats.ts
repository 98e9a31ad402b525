import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseOptions } from './storage/database.js';
import { openLog } from './storage/open-log.js';

/** Figures of a data folder that no store has open, as lines of text. */
export async function stats(options: DatabaseOptions & { readonly folder: string }): Promise<string> {
  const log = await openLog({ ...options, mustExist: true }, Date.now, () => undefined);
  try {
    const { events, streams, lastPosition } = log.figures();
    const [last] = log.readAll(Infinity, { maxCount: 1, maxBytes: 1 }, true).records;
    const lines = [
      ['events', events],
      ['streams', streams],
      ['last position', lastPosition],
      ['last event', last ? new Date(last.createdMs).toISOString() : 'none'],
      ['bytes on disk', statSync(join(options.folder, 'log.mdb')).size],
      ['encrypted', options.key ? 'yes' : 'no'],
    ] as const;
    return lines.map(([name, value]) => `${name.padEnd(14)} ${value}`).join('\n');
  } finally {
    await log.close();
  }
}
