import type { Page, Request, Route } from 'playwright-core';
import { BreakableNetwork } from './breakable-network.js';
import { ADMIN, CockpitHarness, ENTITLEMENTS, newName, OPERATOR, TENANT_ADMIN } from './cockpit-harness.js';
import { button, dialogOf, heading, row, shows, textBox } from './elements.js';

let cockpit: CockpitHarness;
let network: BreakableNetwork;

beforeAll(async () => {
  [cockpit, network] = await Promise.all([CockpitHarness.start(), BreakableNetwork.start()]);
});
afterEach(async () => {
  network.restore();
  await cockpit.reset();
});
afterAll(async () => {
  await cockpit?.stop();
  await network?.stop();
});

const LOST = 'The connection is lost';

/** Signs in over a network that can be broken. */
const behindNetwork = (user: RegExp): Promise<Page> => cockpit.signIn(user, { proxy: { server: network.url } });

/** Holds matching requests until they are released. */
async function hold(page: Page, method: string, path: RegExp) {
  const held: Route[] = [];
  const seen: Request[] = [];
  let isHeld = true;
  await page.route(path, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    seen.push(route.request());
    if (isHeld) held.push(route);
    else await route.continue();
  });
  const release = async () => {
    isHeld = false;
    for (const route of held.splice(0)) await route.continue();
  };
  return { seen, release };
}

const SYSTEM_LIST = /\/v1\/global-accounts\/ga-demo\/systems\?/;
const SYSTEM_POST = /\/v1\/global-accounts\/ga-demo\/systems$/;

describe('a network that breaks', () => {
  it('M-23: is shown, and changes that happened meanwhile appear when it is restored', async () => {
    const [before, meanwhile] = [newName(), newName()];
    const admin = await behindNetwork(ADMIN);
    await heading(admin, 'Systems').waitFor();
    await cockpit.add(before);
    await shows(admin, before, 'Pending');

    network.break();
    await admin.getByText(LOST).waitFor();
    await cockpit.registered(meanwhile);
    expect(await row(admin, meanwhile).count()).toBe(0);

    network.restore();
    await shows(admin, meanwhile, 'Registered');
    await admin.getByText(LOST).waitFor({ state: 'detached' });
  });

  it('continues after the last received event: none is missing, none is received twice', async () => {
    const operator = await behindNetwork(OPERATOR);
    await operator.getByRole('treeitem', { name: 'Platform' }).click();
    await heading(operator, 'Platform').waitFor();
    const first = await cockpit.add(newName());
    await row(operator, first.system.id).first().waitFor();

    // The last attempt before the network is restored may succeed as well.
    const eventRequests: Request[] = [];
    operator.on('request', (request) => {
      if (request.url().endsWith('/v1/operations/events')) eventRequests.push(request);
    });
    network.break();
    await operator.getByText(LOST).waitFor();
    const second = await cockpit.add(newName());
    network.restore();

    await row(operator, second.system.id).filter({ hasText: 'SystemAdded' }).waitFor();
    expect(eventRequests).not.toHaveLength(0);
    for (const request of eventRequests) expect(request.headers()['last-event-id']).toMatch(/^\d+$/);
    for (const { system } of [first, second]) {
      expect(await row(operator, system.id).filter({ hasText: 'SystemAdded' }).count()).toBe(1);
    }
  });

  it('keeps what was typed, and a command whose response was lost takes effect once', async () => {
    const name = newName();
    const admin = await cockpit.signIn(ADMIN);
    const keys: (string | undefined)[] = [];
    let isLost = true;
    await admin.route(SYSTEM_POST, async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (!isLost) return route.continue();
      isLost = false;
      await route.fetch();
      await route.abort('connectionreset');
    });

    await button(admin, 'Register System').first().click();
    const dialog = dialogOf(admin, 'Register System');
    await textBox(dialog, 'Name').fill(name);
    await button(dialog, 'Register').click();
    await dialog.getByText('The platform cannot be reached.').waitFor();
    await button(dialog, 'Register').click();
    await textBox(dialogOf(admin, 'Integration Token'), 'Integration token').waitFor();
    expect(keys).toEqual([expect.any(String), keys[0]]);
  });
});

describe('a slow network', () => {
  it('shows that the list is loading', async () => {
    const admin = await cockpit.signIn(ADMIN);
    await cockpit.add(newName());
    const list = await hold(admin, 'GET', SYSTEM_LIST);
    await admin.reload();
    await heading(admin, 'Systems').waitFor();
    await admin.getByText('Loading').waitFor();
    await list.release();
    await admin.getByRole('grid', { name: 'Systems' }).waitFor();
    await admin.getByText('Loading').waitFor({ state: 'detached' });
  });

  it('shows that the rows of the new selection are loading', async () => {
    const admin = await cockpit.signIn(ADMIN);
    await shows(admin, (await cockpit.add(newName())).system.name, 'Pending');
    const list = await hold(admin, 'GET', SYSTEM_LIST);
    await admin.getByRole('searchbox', { name: 'Search by name' }).fill('no system has this name');
    const table = admin.locator('ui5-table');
    await table.and(admin.locator('[loading]')).waitFor();
    await list.release();
    await admin.getByText('No system matches').waitFor();
  });

  it('does not double a command on a double click', async () => {
    const name = newName();
    const admin = await cockpit.signIn(ADMIN);
    const wishes = await hold(admin, 'POST', SYSTEM_POST);
    await button(admin, 'Register System').first().click();
    const dialog = dialogOf(admin, 'Register System');
    await textBox(dialog, 'Name').fill(name);
    await button(dialog, 'Register').dblclick();
    await dialog.locator('ui5-button[loading]').waitFor();
    await button(dialog, 'Register').click();
    await wishes.release();
    await dialogOf(admin, 'Integration Token').waitFor();
    expect(wishes.seen).toHaveLength(1);
  });

  it('N-15: does not double a redemption or an entitlement, either', async () => {
    const added = await cockpit.add(newName());
    const tenantAdmin = await cockpit.signIn(TENANT_ADMIN);
    const redemptions = await hold(tenantAdmin, 'POST', /\/v1\/tenants\/my300001\/extensions$/);
    await button(tenantAdmin, 'New').click();
    const extension = dialogOf(tenantAdmin, 'New Extension');
    await textBox(extension, 'Integration token').fill(added.integrationToken.value);
    await button(extension, 'Save').dblclick();
    await redemptions.release();
    await shows(tenantAdmin, added.system.name, 'Enabled');
    expect(redemptions.seen).toHaveLength(1);

    const admin = await cockpit.signIn(ADMIN);
    await admin.goto(`${cockpit.platform.urls.gateway}/systems/${added.system.id}`);
    const entitlements = await hold(admin, 'POST', /\/entitlement-configurations$/);
    await button(admin, 'Configure Entitlement').click();
    const dialog = dialogOf(admin, 'Configure Entitlement');
    for (const [field, text] of [
      ['Subaccount', 'sub-1'],
      ['Service', 's4'],
      ['Plan', 'api-access'],
    ] as const) {
      await textBox(dialog, field).fill(text);
    }
    await button(dialog, 'Configure').dblclick();
    await entitlements.release();
    await admin.getByText('s4 / api-access').waitFor();
    const { body } = await cockpit.account.call<{ items: { systemId: string }[] }>('GET', ENTITLEMENTS);
    expect(body.items.filter(({ systemId }) => systemId === added.system.id)).toHaveLength(1);
  });
});
