import { freePort, PORT_SETTINGS, REPOSITORY_ROOT } from '@system-landscape/local';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from '@system-landscape/e2e';
import { eventually, startProcess, temporaryFolder } from '@system-landscape/test-support';
import { join } from 'node:path';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';

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

async function registerAndDeregister(gateway: string, identityProvider: string): Promise<void> {
  const platform = { urls: { gateway, identityProvider } };
  const admin = await ApiConsumer.signIn(platform, 'ga-admin');
  const tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
  const write = async <Body>(who: ApiConsumer, path: string, body?: unknown) => {
    const answer = await who.persist<Body>('POST', path, body);
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const { system, integrationToken } = await write<AddedAnswer>(admin, SYSTEMS, { name: 'S/4', type: 's4hana-cloud' });
  const path = `${SYSTEMS}/${system.id}`;
  const becomes = (status: string) =>
    eventually(async () => (await admin.persist<SystemAnswer>('GET', path)).body.status === status, {
      what: `${path} to be ${status}`,
    });
  await write(tenant, '/v1/tenants/my300001/extensions', { integrationToken: integrationToken.value });
  await becomes('REGISTERED');
  await write(admin, `${path}/deregistration`);
  await becomes('DEREGISTERED');
}
