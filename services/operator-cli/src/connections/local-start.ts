import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** URLs of the processes of a local start (`npm start`), from its `run.json`. */
export interface LocalStart {
  /** With the credentials of the data folder. */
  readonly eventStore?: string;
  readonly nats?: string;
  readonly gateway?: string;
  readonly identityProvider?: string;
  /** Process id of nats-server. */
  readonly natsPid?: number;
}

interface RunFile {
  readonly parts?: Readonly<Record<string, { readonly url?: string; readonly pid?: number }>>;
}

/** The local start that is running on a data folder; undefined when none is. */
export function findLocalStart(dataDir: string): LocalStart | undefined {
  const text = readIfExists(join(dataDir, 'run.json'));
  if (text === undefined) return undefined;
  const { parts = {} } = JSON.parse(text) as RunFile;
  return {
    eventStore: withCredentials(
      parts['event-store']?.url,
      readIfExists(join(dataDir, 'keys', 'event-store.credentials')),
    ),
    nats: parts['nats']?.url,
    gateway: parts['gateway']?.url,
    identityProvider: parts['identity-provider']?.url,
    natsPid: parts['nats']?.pid,
  };
}

function withCredentials(url: string | undefined, credentials: string | undefined): string | undefined {
  return credentials === undefined ? url : url?.replace('esdb://', `esdb://${credentials.trim()}@`);
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
