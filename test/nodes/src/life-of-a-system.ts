import { freePort, PORT_SETTINGS, REPOSITORY_ROOT } from '@system-landscape/local';
import { registerAndDeregister } from '@system-landscape/e2e';
import { startProcess, temporaryFolder } from '@system-landscape/test-support';
import { join } from 'node:path';

/**
 * Starts the platform as `npm start` does, registers a system, deregisters it, and stops the platform.
 * @param node the program of Node that all of it runs on
 * @throws Error when anything of that fails
 */
export async function liveOn(node: string): Promise<void> {
  const folder = await temporaryFolder('nodes');
  const env: Record<string, string | undefined> = { DATA_DIR: folder.path };
  for (const setting of PORT_SETTINGS) env[setting] = String(await freePort());
  try {
    const start = await startProcess({
      name: 'npm start',
      command: node,
      args: [join(REPOSITORY_ROOT, 'deploy/local/start.mjs')],
      env,
      readyLine: /landscape is ready: .*/,
    });
    try {
      const url = (port: string) => `http://127.0.0.1:${env[port]}`;
      await registerAndDeregister(url('GATEWAY_PORT'), url('IDENTITY_PROVIDER_PORT'));
    } finally {
      await start.stop(60_000);
    }
    const { code, signal } = await start.ended;
    if (code !== 0) throw new Error(`npm start ended with ${signal ?? `exit code ${code}`}:\n${start.output()}`);
  } finally {
    await folder.remove();
  }
}
