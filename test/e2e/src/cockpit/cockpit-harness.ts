import { startLocalPlatform, type LocalPlatform, type LocalPlatformOptions } from '@system-landscape/local';
import { eventually, temporaryFolder } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from '../api-consumer.js';
import { setFault } from '../simulated-tenant.js';
import { signInAs, startBrowser } from './browser.js';

export const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
export const FORMATIONS = '/v1/global-accounts/ga-demo/formations';
export const ENTITLEMENTS = '/v1/global-accounts/ga-demo/entitlement-configurations';
export const TENANT = 'my300001';

/** Demo users of the local identity provider, by their names on its sign-in page. */
export const ADMIN = /^Grace Albright/;
export const VIEWER = /^Vera Winter/;
export const TENANT_ADMIN = /^Tara Meyer/;
export const OPERATOR = /^Olga Petrov/;

export const newName = () => `S4 ${randomUUID().slice(0, 8)}`;

/** A platform, a browser for its cockpit, and API consumers that prepare the data of the tests. */
export class CockpitHarness {
  private readonly pages: Page[] = [];

  private constructor(
    readonly platform: LocalPlatform,
    readonly browser: Browser,
    readonly account: ApiConsumer,
    readonly tenant: ApiConsumer,
    private readonly end: () => Promise<void> = () => Promise.resolve(),
  ) {}

  static async start(
    options: Omit<LocalPlatformOptions, 'dataDir' | 'ports'> = {},
    launch: () => Promise<Browser> = startBrowser,
  ): Promise<CockpitHarness> {
    const folder = await temporaryFolder('cockpit');
    const [platform, browser] = await Promise.all([
      startLocalPlatform({ ...options, dataDir: folder.path, ports: 'ephemeral' }),
      launch(),
    ]);
    return CockpitHarness.of(platform, browser, async () => {
      await platform.stop();
      await folder.remove();
    });
  }

  /** On a platform that is running; `stop` does not stop it. */
  static async on(platform: LocalPlatform): Promise<CockpitHarness> {
    return CockpitHarness.of(platform, await startBrowser());
  }

  private static async of(
    platform: LocalPlatform,
    browser: Browser,
    end?: () => Promise<void>,
  ): Promise<CockpitHarness> {
    const account = await ApiConsumer.signIn(platform, 'ga-admin');
    const tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
    return new CockpitHarness(platform, browser, account, tenant, end);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.end();
  }

  /** Signs in as a demo user in a new browser context. */
  async signIn(user: RegExp, options: BrowserContextOptions = {}): Promise<Page> {
    return this.keep(await signInAs(user, this.browser, this.platform, options));
  }

  /** Closes the page after the test. */
  keep(page: Page): Page {
    this.pages.push(page);
    return page;
  }

  /** After a test: closes its pages, and lets the tenant work again. */
  async reset(): Promise<void> {
    for (const page of this.pages.splice(0)) await page.context().close();
    await setFault(this.platform, TENANT, { mode: 'ok' });
  }

  async add(name: string, type = 's4hana-cloud'): Promise<AddedAnswer> {
    return this.write<AddedAnswer>(this.account, 'POST', SYSTEMS, { name, type });
  }

  /** Redeems the token, and waits until the system has this status. */
  async redeemed({ system, integrationToken }: AddedAnswer, status: string): Promise<SystemAnswer> {
    const body = { integrationToken: integrationToken.value };
    await this.write(this.tenant, 'POST', `/v1/tenants/${TENANT}/extensions`, body);
    return this.becomes(system.id, status);
  }

  async registered(name: string): Promise<SystemAnswer> {
    return this.redeemed(await this.add(name), 'REGISTERED');
  }

  becomes(id: string, status: string): Promise<SystemAnswer> {
    return eventually(
      async () => {
        const { body } = await this.account.call<SystemAnswer>('GET', `${SYSTEMS}/${id}`);
        return body.status === status ? body : undefined;
      },
      { what: `system ${id} becomes ${status}` },
    );
  }

  /** Sends a request that must succeed. @throws Error when it is refused */
  async write<Body>(consumer: ApiConsumer, method: string, path: string, body?: object): Promise<Body> {
    const answer = await consumer.persist<Body>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
