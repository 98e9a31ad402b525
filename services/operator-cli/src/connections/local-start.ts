import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the parts of a local start (`npm start`) are, as its `run.json` says. */
export interface LocalStart {
  readonly eventStore?: string;
  readonly nats?: string;
  readonly gateway?: string;
  readonly identityProvider?: string;
  /** Of the NATS user that the services are. */
  readonly natsServicesPassword?: string;
}

interface RunFile {
  readonly parts?: Readonly<Record<string, { readonly url?: string }>>;
}

/** What runs on that data folder; undefined when nothing does. */
export function findLocalStart(dataDir: string): LocalStart | undefined {
  const text = readIfThere(join(dataDir, 'run.json'));
  if (text === undefined) return undefined;
  const { parts = {} } = JSON.parse(text) as RunFile;
  return {
    eventStore: parts['event-store']?.url,
    nats: parts['nats']?.url,
    gateway: parts['gateway']?.url,
    identityProvider: parts['identity-provider']?.url,
    natsServicesPassword: readIfThere(join(dataDir, 'keys', 'nats-services.password'))?.trim(),
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
