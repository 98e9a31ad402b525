import { type RunningProcess, startProcess } from '@system-landscape/test-support';
import { resolve } from 'node:path';

export const ISSUER = 'http://identity.example';
export const COCKPIT = 'http://cockpit.example';

/** The built service, as it is deployed. */
export function startIdentityProvider(dataDir: string, env: Record<string, string> = {}): Promise<RunningProcess> {
  const own = { PORT: '0', HOST: '127.0.0.1', ISSUER, COCKPIT_ORIGIN: COCKPIT, DATA_DIR: dataDir };
  return startProcess({
    name: 'identity provider',
    command: process.execPath,
    args: [resolve(__dirname, '../../dist/main.js')],
    env: { ...own, LOG_LEVEL: 'info', CLIENTS_FILE: '', ...env },
    readyLine: /listening on (http:\/\/[\d.]+:\d+)/,
  });
}

export const urlOf = (service: RunningProcess): string => service.ready[1]!;
