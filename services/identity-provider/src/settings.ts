import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, parseClients } from './clients/client.js';
import { DEMO_CLIENTS } from './clients/demo-clients.js';

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly issuer: string;
  readonly keyFile: string;
  readonly clients: readonly Client[];
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] ?? 8090);
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port,
    issuer: env['ISSUER'] ?? `http://127.0.0.1:${port}`,
    keyFile: join(env['DATA_DIR'] ?? '.data', 'keys', 'identity-provider.jwks.json'),
    clients: env['CLIENTS_FILE'] === undefined ? DEMO_CLIENTS : parseClients(readFileSync(env['CLIENTS_FILE'], 'utf8')),
  };
}
