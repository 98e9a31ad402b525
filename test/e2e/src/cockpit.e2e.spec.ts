import { startPlatform, type Platform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { ApiConsumer, type AddedAnswer, type SystemAnswer } from './api-consumer.js';
import { openCockpit, seriousFindings, signInAs, startBrowser, storageOf } from './browser.js';
import { setFault } from './simulated-tenant.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const ADMIN = /^Grace Albright/;
const VIEWER = /^Vera Winter/;
const TENANT_ADMIN = /^Tara Meyer/;
const OPERATOR = /^Olga Petrov/;

let dataDir: string;
let platform: Platform;
let browser: Browser;
let account: ApiConsumer;
let tenant: ApiConsumer;
const pages: Page[] = [];

jest.setTimeout(240_000);

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-cockpit-'));
  [platform, browser] = await Promise.all([startPlatform({ dataDir, ports: 'ephemeral' }), startBrowser()]);
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
  await setFault(platform, 'my300001', { mode: 'ok' });
});
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A person at a browser of its own. */
async function at(person: RegExp): Promise<Page> {
  const page = await signInAs(person, browser, platform);
  pages.push(page);
  return page;
}

const newName = () => `S4 ${randomUUID().slice(0, 8)}`;
const button = (where: Page | Locator, name: string) => where.getByRole('button', { name, exact: true });
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
/** Waits until the row of this system says so, without anybody reloading the page. */
const shows = (page: Page, name: string, status: string) =>
  row(page, name).filter({ hasText: status }).waitFor({ state: 'visible' });
const hides = (page: Page, name: string) => row(page, name).waitFor({ state: 'detached' });
/** With its content, which is slotted: it is inside of the element, not of the part that has the role. */
const dialogOf = (page: Page, name: string) =>
  page.locator('ui5-dialog').filter({ has: page.getByRole('dialog', { name }) });

const add = async (name: string): Promise<AddedAnswer> => {
  const answer = await account.call<AddedAnswer>('POST', SYSTEMS, { body: { name, type: 's4hana-cloud' } });
  expect(answer.status).toBe(201);
  return answer.body;
};
const redeemed = async ({ system, integrationToken }: AddedAnswer, status: string): Promise<SystemAnswer> => {
  const body = { integrationToken: integrationToken.value };
  expect((await tenant.call('POST', '/v1/tenants/my300001/extensions', { body })).status).toBe(202);
  return eventually(async () => {
    const answer = await account.call<SystemAnswer>('GET', `${SYSTEMS}/${system.id}`);
    expect(answer.body.status).toBe(status);
    return answer.body;
  });
};

/** Registers a system and copies its token, by mouse. */
async function registerByMouse(page: Page, name: string): Promise<string> {
  await button(page, 'Register System').first().click();
  const dialog = dialogOf(page, 'Register System');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await button(dialog, 'Register').click();
  const shown = dialogOf(page, 'Integration Token');
  await button(shown, 'Copy Token').click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  await button(shown, 'Close').click();
  await shown.waitFor({ state: 'hidden' });
  return token;
}

async function redeemByMouse(page: Page, token: string): Promise<void> {
  await button(page, 'New').click();
  const dialog = dialogOf(page, 'New Extension');
  await dialog.getByRole('textbox', { name: 'Integration token' }).fill(token);
  await button(dialog, 'Save').click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('the story of a system', () => {
  it('M-04 M-07 M-08 M-11 M-17 M-19 M-23: register, copy, paste, Enabled, Registered, by mouse', async () => {
    const name = newName();
    const [admin, tenantAdmin] = [await at(ADMIN), await at(TENANT_ADMIN)];

    const token = await registerByMouse(admin, name);
    expect(token).toMatch(/^slt_/);
    await shows(admin, name, 'Pending');

    await redeemByMouse(tenantAdmin, token);
    await shows(tenantAdmin, name, 'Enabled');
    await shows(admin, name, 'Registered');
    for (const page of [admin, tenantAdmin]) expect(await storageOf(page)).not.toMatch(/slt_|eyJ/);
  });

  it('M-14 M-22 R5 R6: a failed registration shows its reason, and recovers with a new token', async () => {
    const name = newName();
    await setFault(platform, 'my300001', { mode: 'fail', status: 422, step: 'activate-extension' });
    const added = await add(name);
    await redeemed(added, 'ERROR');
    await setFault(platform, 'my300001', { mode: 'ok', step: 'activate-extension' });
    const [admin, tenantAdmin] = [await at(ADMIN), await at(TENANT_ADMIN)];
    await shows(admin, name, 'Error');
    await shows(tenantAdmin, name, 'Failed');
    await shows(tenantAdmin, name, 'activate-extension');

    await button(tenantAdmin, `Delete the extension of ${name}`).click();
    await button(dialogOf(tenantAdmin, `Delete the Extension of ${name}?`), 'Delete').click();
    await hides(tenantAdmin, name);

    await button(admin, `New Token: ${name}`).click();
    const dialog = dialogOf(admin, `New token for ${name}`);
    await button(dialog, 'Issue Token').click();
    const token = await dialog.getByRole('textbox', { name: 'Integration token' }).inputValue();
    await button(dialog, 'Close').click();
    await shows(admin, name, 'Pending');

    await redeemByMouse(tenantAdmin, token);
    await shows(tenantAdmin, name, 'Enabled');
    await shows(admin, name, 'Registered');
  });

  it('M-24 R7 R8: a deregistration is refused while a formation has the system, and then goes through', async () => {
    const name = newName();
    const { id } = await redeemed(await add(name), 'REGISTERED');
    const formations = '/v1/global-accounts/ga-demo/formations';
    const formation = await account.call<{ id: string }>('POST', formations, { body: { name: `F of ${name}` } });
    const membership = `${formations}/${formation.body.id}/systems/${id}`;
    expect((await account.call('PUT', membership)).status).toBe(204);
    const admin = await at(ADMIN);

    await shows(admin, name, 'Registered');
    await button(admin, `Deregister: ${name}`).click();
    const dialog = dialogOf(admin, `Deregister ${name}`);
    await dialog.getByText(`F of ${name}`).waitFor();
    await admin.keyboard.press('Escape');

    expect((await account.call('DELETE', membership)).status).toBe(204);
    await button(admin, `Deregister: ${name}`).click();
    await button(dialogOf(admin, `Deregister ${name}`), 'Deregister').click();
    await hides(admin, name);
  });

  it('M-25 R9 R12: an incident is resolved by the operator', async () => {
    const name = newName();
    const { id } = await redeemed(await add(name), 'REGISTERED');
    await setFault(platform, 'my300001', { mode: 'fail', status: 422, step: 'establish-trust' });
    expect((await account.call('POST', `${SYSTEMS}/${id}/deregistration`)).status).toBe(202);
    const [admin, operator] = [await at(ADMIN), await at(OPERATOR)];
    await shows(admin, name, 'Deregister Error');
    await shows(operator, name, 'establish-trust');

    await button(operator, `Resolve the incident of ${name}`).click();
    const dialog = dialogOf(operator, `Resolve the Incident of ${name}`);
    await dialog.getByRole('radio', { name: /^Confirm that the tenant's side is gone/ }).click();
    await dialog.getByRole('textbox', { name: /^What you have found/ }).fill('Looked: nothing is left.');
    await button(dialog, 'Resolve').click();
    await hides(operator, name);
    await hides(admin, name);
    await setFault(platform, 'my300001', { mode: 'ok', step: 'establish-trust' });
  });

  it('N-01: a viewer sees the system, and no token', async () => {
    const name = newName();
    await add(name);
    const viewer = await at(VIEWER);
    await shows(viewer, name, 'Pending');
    expect(await viewer.getByRole('button', { name: /token|register|deregister/i }).count()).toBe(0);
    expect(await viewer.content()).not.toContain('slt_');
  });
});

describe('for everybody: axe finds nothing serious', () => {
  const PATHS: readonly (readonly [RegExp, readonly string[]])[] = [
    [ADMIN, ['/systems', '/formations', '/entitlements']],
    [TENANT_ADMIN, ['/extensions']],
    [OPERATOR, ['/operations/incidents', '/operations/platform']],
  ];

  it('on the pages in the dark theme', async () => {
    await add(newName());
    for (const [person, paths] of PATHS) {
      const page = await at(person);
      await page.evaluate(() => localStorage.setItem('cockpit.theme', 'sap_horizon_dark'));
      for (const path of paths) {
        await page.goto(platform.urls.gateway + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('load');
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
      }
    }
  });

  it('on the page that asks who signs in', async () => {
    const page = await openCockpit(browser, platform);
    pages.push(page);
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
