import { startService, type RunningService } from '@system-landscape/test-support';

export const ISSUER = 'http://identity.example';
export const COCKPIT = 'http://cockpit.example';

/** Starts the built service as a process. */
export function startIdentityProvider(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  const settings = { ISSUER, COCKPIT_ORIGIN: COCKPIT, DATA_DIR: dataDir, CLIENTS_FILE: '', ...env };
  return startService('identity-provider', settings);
}
