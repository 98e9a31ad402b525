import { setTimeout as delay } from 'node:timers/promises';
import { DemoClient, setFault, type HistoryItem, type IncidentItem, type System } from './demo-client.js';
import type { DemoTeller } from './demo-teller.js';
import type { PlatformUrls } from './parts.js';

const ACCOUNT = '/v1/global-accounts/ga-demo';
const TENANT_ID = 'my300001';
const EXTENSIONS = `/v1/tenants/${TENANT_ID}/extensions`;
const INCIDENTS = '/v1/operations/incidents';
/** Between two looks at the history. */
const LOOK_EVERY_MS = 200;
const GIVE_UP_AFTER_MS = 120_000;

/**
 * Walks one system through its whole life at the gateway, and tells each step: a registration that fails, its recovery,
 * a deregistration that fails, and the incident that an operator resolves.
 * @throws Error when the platform refuses a step, or does not come to an end with one
 */
export async function walkThroughLife(urls: PlatformUrls, name: string, tell: DemoTeller): Promise<System> {
  try {
    return await walk(urls, name, tell);
  } finally {
    // Whatever happened: the tenant is left as it was found.
    await setFault(urls, TENANT_ID, { mode: 'ok' });
  }
}

async function walk(urls: PlatformUrls, name: string, tell: DemoTeller): Promise<System> {
  tell.step('Three people sign in at the identity provider');
  const account = await DemoClient.signIn(urls, 'ga-admin', tell);
  const tenant = await DemoClient.signIn(urls, 'tenant-admin', tell);
  const operator = await DemoClient.signIn(urls, 'operator', tell);
  tell.say('ga-admin, administrator of the global account ga-demo');
  tell.say(`tenant-admin, administrator of the tenant ${TENANT_ID}`);
  tell.say('operator, who looks after the platform');

  tell.step('The account administrator adds a system');
  const wanted = { name, type: 's4hana-cloud', communicationScenarioGroup: 'all' };
  const added = await account.post<{ system: System }>(`${ACCOUNT}/systems`, wanted);
  const { id } = added.body.system;
  const system = `${ACCOUNT}/systems/${id}`;
  const watch = new Watch(account, system, tell);
  tell.status(added.body.system);

  tell.step('The integration token can be displayed again until it is used');
  const token = await account.get<{ value: string }>(`${system}/integration-token`);

  tell.step('The tenant administrator enters it, but the tenant refuses a step: the registration fails');
  await setFault(urls, TENANT_ID, { mode: 'fail', status: 422, step: 'activate-extension' });
  const first = await tenant.post<unknown>(EXTENSIONS, { integrationToken: token.body.value });
  await watch.until('ERROR', first.position);

  tell.step('Recovery: the tenant is repaired, and the account gets a new token for the same system');
  await setFault(urls, TENANT_ID, { mode: 'ok' });
  const second = await account.post<{ value: string }>(`${system}/integration-token`, {});
  await watch.until('PENDING', second.position);

  tell.step('It cannot be redeemed while the failed extension is there');
  await tenant.refused('POST', EXTENSIONS, { integrationToken: second.body.value });

  tell.step('The failed extension is deleted; now the token is taken, and the registration succeeds');
  await tenant.delete(`${EXTENSIONS}/${id}-x1`);
  const third = await tenant.post<unknown>(EXTENSIONS, { integrationToken: second.body.value });
  await watch.until('REGISTERED', third.position);

  tell.step('The account deregisters the system; the tenant refuses to take a step back');
  await account.get<unknown>(`${system}/deregistration`);
  await setFault(urls, TENANT_ID, { mode: 'fail', status: 422, step: 'create-communication-system' });
  const started = await account.post<unknown>(`${system}/deregistration`, {});
  await watch.until('DEREGISTER_ERROR', started.position);

  tell.step('An incident is open: nobody but an operator can go on');
  await account.refused('POST', `${system}/deregistration`, {});
  const incidents = await operator.quietly.get<{ items: IncidentItem[] }>(`${INCIDENTS}?limit=200`);
  tell.answer(incidents.status, { items: incidents.body.items.filter(({ systemId }) => systemId === id) });

  tell.step('The operator sees to the tenant and has the tear-down run again');
  await setFault(urls, TENANT_ID, { mode: 'ok' });
  const resolution = { action: 'retry', note: 'The communication arrangement in the tenant was released' };
  const resolved = await operator.post<unknown>(`${INCIDENTS}/${id}/resolution`, resolution);
  return watch.until('DEREGISTERED', resolved.position);
}

/** What happens to a system, told as it is recorded. */
class Watch {
  private readonly told = new Set<string>();

  constructor(
    private readonly account: DemoClient,
    private readonly system: string,
    private readonly tell: DemoTeller,
  ) {}

  /**
   * @param position what the read model must have taken in, as it may be behind what was just written
   * @throws Error when the status does not come within two minutes
   */
  async until(status: string, position: string): Promise<System> {
    const deadline = performance.now() + GIVE_UP_AFTER_MS;
    for (;;) {
      const now = (await this.account.quietly.get<System>(`${this.system}?minPosition=${position}`)).body;
      await this.tellNews();
      if (now.status === status) {
        this.tell.status(now);
        return now;
      }
      if (performance.now() > deadline) {
        const { name, statusDetail } = now;
        throw new Error(`${name} is ${now.status}, not ${status}, after ${GIVE_UP_AFTER_MS / 1000} s: ${statusDetail}`);
      }
      await delay(LOOK_EVERY_MS);
    }
  }

  private async tellNews(): Promise<void> {
    const { body } = await this.account.quietly.get<{ items: HistoryItem[] }>(`${this.system}/history?limit=200`);
    for (const event of body.items) {
      const id = event.position + event.type;
      if (!this.told.has(id)) this.tell.event(event);
      this.told.add(id);
    }
  }
}
