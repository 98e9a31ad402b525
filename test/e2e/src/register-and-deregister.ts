import { eventually } from '@system-landscape/test-support';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';

/**
 * Has an account register a system, its tenant redeem the token, and the account deregister it.
 * @throws Error when the platform refuses anything of that, or does not get there within a minute
 */
export async function registerAndDeregister(gateway: string, identityProvider: string): Promise<void> {
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
