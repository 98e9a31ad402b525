import { join } from 'node:path';
import type { SimulatorOptions } from './app.module.js';

export interface Settings extends SimulatorOptions {
  readonly host: string;
  readonly port: number;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: Number(env['PORT'] ?? 8092),
    folder: join(env['DATA_DIR'] ?? '.data', 'tenant-simulator'),
    issuer: env['OIDC_ISSUER'] ?? 'http://127.0.0.1:8090',
    tenantClientSecret: env['TENANT_CLIENT_SECRET'] ?? 'demo',
  };
}
