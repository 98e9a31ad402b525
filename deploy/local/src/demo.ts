import { setTimeout as delay } from 'node:timers/promises';
import { DemoClient, type HistoryItem, type System } from './demo-client.js';
import type { DemoTeller } from './demo-teller.js';
import type { PlatformUrls } from './parts.js';

const ACCOUNT = '/v1/global-accounts/ga-demo';
const TENANT = '/v1/tenants/my300001';
/** Between two looks at the history. */
const LOOK_EVERY_MS = 200;
const GIVE_UP_AFTER_MS = 120_000;

/**
 * Walks one system from "Add System" to Registered through the gateway, and tells each step.
 * @throws Error when the platform refuses a step, or the registration does not end
 */
export async function walkThroughRegistration(urls: PlatformUrls, name: string, tell: DemoTeller): Promise<System> {
  tell.step('Two people sign in at the identity provider');
  const account = await DemoClient.signIn(urls, 'ga-admin');
  const tenant = await DemoClient.signIn(urls, 'tenant-admin');
  tell.say('ga-admin, administrator of the global account ga-demo');
  tell.say('tenant-admin, administrator of the tenant my300001');

  tell.step('The account administrator adds a system');
  const wanted = { name, type: 's4hana-cloud', communicationScenarioGroup: 'all' };
  tell.request('POST', `${ACCOUNT}/systems`, wanted);
  const added = await account.post<{ system: System }>(`${ACCOUNT}/systems`, wanted);
  tell.answer(added.status, added.body);
  const system = `${ACCOUNT}/systems/${added.body.system.id}`;
  tell.status(added.body.system);

  tell.step('The integration token can be displayed again until it is used');
  tell.request('GET', `${system}/integration-token`);
  const token = await account.get<{ value: string }>(`${system}/integration-token`);
  tell.answer(token.status, token.body);

  tell.step('The tenant administrator enters it in the tenant');
  tell.request('POST', `${TENANT}/extensions`, { integrationToken: token.body.value });
  const extension = await tenant.post<unknown>(`${TENANT}/extensions`, { integrationToken: token.body.value });
  tell.answer(extension.status, extension.body);

  tell.step('What happens to the system, as it is recorded');
  // The read model may be behind what was just written: this position it must have.
  return follow(account, system, extension.position, tell);
}

async function follow(account: DemoClient, system: string, position: string, tell: DemoTeller): Promise<System> {
  const deadline = performance.now() + GIVE_UP_AFTER_MS;
  const told = new Set<string>();
  let status = 'PENDING';
  for (;;) {
    const now = (await account.get<System>(`${system}?minPosition=${position}`)).body;
    for (const event of await historyOf(account, system)) {
      if (!told.has(event.position + event.type)) tell.event(event);
      told.add(event.position + event.type);
    }
    if (now.status !== status) tell.status(now);
    status = now.status;
    if (now.status === 'REGISTERED' || now.status === 'ERROR') return now;
    if (performance.now() > deadline) {
      throw new Error(
        `${now.name} is still ${now.status} after ${GIVE_UP_AFTER_MS / 1000} s: ${now.statusDetail ?? ''}`,
      );
    }
    await delay(LOOK_EVERY_MS);
  }
}

async function historyOf(account: DemoClient, system: string): Promise<HistoryItem[]> {
  return (await account.get<{ items: HistoryItem[] }>(`${system}/history`)).body.items;
}
