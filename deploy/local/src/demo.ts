import { setTimeout as delay } from 'node:timers/promises';
import type { HistoryItem, IncidentItem, System } from './demo-responses.js';
import { DemoClient, setFault } from './demo-client.js';
import type { DemoPrinter } from './demo-printer.js';
import type { PlatformUrls } from './components.js';

const ACCOUNT = '/v1/global-accounts/ga-demo';
const TENANT_ID = 'my300001';
const EXTENSIONS = `/v1/tenants/${TENANT_ID}/extensions`;
const INCIDENTS = '/v1/operations/incidents';
/** Interval between two requests for status and history. */
const POLL_INTERVAL_MS = 200;
const STATUS_TIMEOUT_MS = 120_000;

/**
 * Takes one system through its whole life at the gateway and prints each step: a registration that fails, its recovery, a
 * deregistration that fails, and the incident that an operator resolves.
 * @throws Error when the platform refuses a step or does not complete it
 */
export async function runDemo(urls: PlatformUrls, name: string, printer: DemoPrinter): Promise<System> {
  try {
    return await runSteps(urls, name, printer);
  } finally {
    // The tenant must work again, even after an error.
    await setFault(urls, TENANT_ID, { mode: 'ok' });
  }
}

async function runSteps(urls: PlatformUrls, name: string, printer: DemoPrinter): Promise<System> {
  printer.step('Three users sign in at the identity provider');
  const account = await DemoClient.signIn(urls, 'ga-admin', printer);
  const tenant = await DemoClient.signIn(urls, 'tenant-admin', printer);
  const operator = await DemoClient.signIn(urls, 'operator', printer);
  printer.say('ga-admin, administrator of the global account ga-demo');
  printer.say(`tenant-admin, administrator of the tenant ${TENANT_ID}`);
  printer.say('operator, who operates the platform');

  printer.step('The account administrator adds a system');
  const body = { name, type: 's4hana-cloud', communicationScenarioGroup: 'all' };
  const added = await account.post<{ system: System }>(`${ACCOUNT}/systems`, body);
  const { id } = added.body.system;
  const system = `${ACCOUNT}/systems/${id}`;
  const watcher = new SystemWatcher(account, system, printer);
  printer.status(added.body.system);

  printer.step('The integration token can be displayed again until it is redeemed');
  const token = await account.get<{ value: string }>(`${system}/integration-token`);

  printer.step('The tenant administrator enters it, but the tenant refuses a step: the registration fails');
  await setFault(urls, TENANT_ID, { mode: 'fail', status: 422, step: 'activate-extension' });
  const first = await tenant.post<unknown>(EXTENSIONS, { integrationToken: token.body.value });
  await watcher.until('ERROR', first.position);

  printer.step('Recovery: the tenant works again, and the account gets a new token for the same system');
  await setFault(urls, TENANT_ID, { mode: 'ok' });
  const second = await account.post<{ value: string }>(`${system}/integration-token`, {});
  await watcher.until('PENDING', second.position);

  printer.step('It cannot be redeemed while the failed extension exists');
  await tenant.expectRefusal('POST', EXTENSIONS, { integrationToken: second.body.value });

  printer.step('The failed extension is deleted; now the token is accepted, and the registration succeeds');
  await tenant.delete(`${EXTENSIONS}/${id}-x1`);
  const third = await tenant.post<unknown>(EXTENSIONS, { integrationToken: second.body.value });
  await watcher.until('REGISTERED', third.position);

  printer.step('The account deregisters the system; the tenant refuses to revert a step');
  await account.get<unknown>(`${system}/deregistration`);
  await setFault(urls, TENANT_ID, { mode: 'fail', status: 422, step: 'create-communication-system' });
  const started = await account.post<unknown>(`${system}/deregistration`, {});
  await watcher.until('DEREGISTER_ERROR', started.position);

  printer.step('An incident is open: only an operator can continue');
  await account.expectRefusal('POST', `${system}/deregistration`, {});
  printer.request('GET', INCIDENTS);
  const incidents = await operator.quiet.get<{ items: IncidentItem[] }>(`${INCIDENTS}?limit=200`);
  printer.response(incidents.status, { items: incidents.body.items.filter(({ systemId }) => systemId === id) });

  printer.step('The operator repairs the tenant and retries the deregistration');
  await setFault(urls, TENANT_ID, { mode: 'ok' });
  const resolution = { action: 'retry', note: 'The communication arrangement in the tenant was released' };
  const resolved = await operator.post<unknown>(`${INCIDENTS}/${id}/resolution`, resolution);
  return watcher.until('DEREGISTERED', resolved.position);
}

/** Prints the events of a system as they appear in its history. */
class SystemWatcher {
  private readonly printed = new Set<string>();

  constructor(
    private readonly account: DemoClient,
    private readonly system: string,
    private readonly printer: DemoPrinter,
  ) {}

  /**
   * Waits for a status.
   * @param position of the last write: the read model must have reached it
   * @throws Error when the system does not reach the status within two minutes
   */
  async until(status: string, position: string): Promise<System> {
    const deadline = performance.now() + STATUS_TIMEOUT_MS;
    for (;;) {
      const now = (await this.account.quiet.get<System>(`${this.system}?minPosition=${position}`)).body;
      await this.printNewEvents();
      if (now.status === status) {
        this.printer.status(now);
        return now;
      }
      if (performance.now() > deadline) {
        const { name, statusDetail } = now;
        throw new Error(
          `${name} is ${now.status}, not ${status}, after ${STATUS_TIMEOUT_MS / 1000} s: ${statusDetail}`,
        );
      }
      await delay(POLL_INTERVAL_MS);
    }
  }

  private async printNewEvents(): Promise<void> {
    const { body } = await this.account.quiet.get<{ items: HistoryItem[] }>(`${this.system}/history?limit=200`);
    for (const event of body.items) {
      const id = event.position + event.type;
      if (!this.printed.has(id)) this.printer.event(event);
      this.printed.add(id);
    }
  }
}
