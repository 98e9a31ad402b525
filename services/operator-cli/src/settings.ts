import { resolve } from 'node:path';
import { findLocalStart } from './connections/local-start.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where everything is: from the environment, else from the local start on the data folder. */
export interface Settings {
  /** Absolute. */
  readonly dataDir: string;
  readonly eventStoreUrl: string | undefined;
}

export function readSettings(env: Environment, dataDir: string | undefined): Settings {
  const folder = resolve(dataDir ?? (env['DATA_DIR'] || '.data'));
  const local = findLocalStart(folder);
  return { dataDir: folder, eventStoreUrl: env['ESDB_URL'] || local?.eventStore };
}
