import { devices, type Page } from 'playwright-core';
import { COLOUR_RULES, openCockpit, seriousFindings } from './browser.js';
import {
  ADMIN,
  CockpitHarness,
  ENTITLEMENTS,
  FORMATIONS,
  newName,
  OPERATOR,
  SYSTEMS,
  TENANT,
  TENANT_ADMIN,
} from './cockpit-harness.js';
import { button, dialogOf, row } from './elements.js';
import { setFault } from '../simulated-tenant.js';

const THEMES = ['sap_horizon', 'sap_horizon_dark', 'sap_horizon_hcb', 'sap_horizon_hcw'] as const;

let cockpit: CockpitHarness;
/** Systems in every status, so that every page has content. */
let pending: string, registered: string, troubled: string;
let details: string, formation: string;

beforeAll(async () => {
  cockpit = await CockpitHarness.start();
  [pending, registered, troubled] = [newName(), newName(), newName()];
  await cockpit.add(pending);
  const { id } = await cockpit.registered(registered);
  details = `/systems/${id}`;
  const made = await cockpit.write<{ id: string }>(cockpit.account, 'POST', FORMATIONS, { name: 'Order to cash' });
  formation = `/formations/${made.id}`;
  await cockpit.write(cockpit.account, 'PUT', `${FORMATIONS}/${made.id}/systems/${id}`);
  const entitlement = { subaccount: 'sub-1', service: 's4', plan: 'api-access', systemId: id };
  await cockpit.write(cockpit.account, 'POST', ENTITLEMENTS, entitlement);
  const other = await cockpit.registered(troubled);
  await setFault(cockpit.platform, TENANT, { mode: 'fail', status: 422, step: 'establish-trust' });
  await cockpit.write(cockpit.account, 'POST', `${SYSTEMS}/${other.id}/deregistration`);
  await cockpit.becomes(other.id, 'DEREGISTER_ERROR');
});
afterEach(() => cockpit.reset());
afterAll(() => cockpit?.stop());

/** Pages of the account, each with an element that it shows. */
const pagesOfAccount = () =>
  [
    ['/systems', registered],
    [details, 'Activate extension'],
    ['/formations', 'Order to cash'],
    [formation, registered],
    ['/entitlements', 's4'],
    ['/systems?q=nothing-has-this-name', 'No system matches'],
    ['/nowhere', 'There is no such page'],
  ] as const;

async function clean(page: Page, where: string): Promise<void> {
  expect([where, await seriousFindings(page)]).toEqual([where, []]);
}

/** All rules in the theme that the page has; in the other themes those of colours, since the rest finds the same in each. */
async function cleanInAllThemes(page: Page, where: string): Promise<void> {
  const shown = await page.locator('html').getAttribute('data-theme');
  expect(THEMES).toContain(shown);
  await clean(page, `${where}, ${shown}`);
  for (const theme of THEMES.filter((each) => each !== shown)) {
    await choose(page, theme);
    const place = `${where}, ${theme}`;
    expect([place, await seriousFindings(page, COLOUR_RULES)]).toEqual([place, []]);
  }
}

/** As when the user chooses the theme in another tab, which leaves everything open in this one. */
async function choose(page: Page, theme: string): Promise<void> {
  await page.evaluate((chosen) => {
    localStorage.setItem('cockpit.theme', chosen);
    dispatchEvent(new StorageEvent('storage', { key: 'cockpit.theme' }));
  }, theme);
  await page.locator(`html[data-theme=${theme}]`).waitFor({ state: 'attached' });
}

/** Navigates without a reload. */
async function open(page: Page, path: string, content: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await page.getByText(content).first().waitFor();
}

async function dialog(page: Page, opener: string, title: string): Promise<void> {
  // A mouse pointer on a row would change its colours.
  await button(page, opener).first().press('Enter');
  await dialogOf(page, title).waitFor();
  await cleanInAllThemes(page, title);
  await page.keyboard.press('Escape');
  await dialogOf(page, title).waitFor({ state: 'hidden' });
}

describe('axe finds nothing serious in pages and dialogs, in every theme', () => {
  it('pages of the account', async () => {
    const page = await cockpit.signIn(ADMIN);
    for (const [path, content] of pagesOfAccount()) {
      await open(page, path, content);
      await cleanInAllThemes(page, path);
    }
  });

  it('dialogs and menus of systems', async () => {
    const page = await cockpit.signIn(ADMIN);
    await open(page, '/systems', registered);
    await dialog(page, 'Register System', 'Register System');
    await dialog(page, `Display Token: ${pending}`, `Integration token of ${pending}`);
    await dialog(page, `Deregister: ${registered}`, `Deregister ${registered}`);
    await button(page, `More actions for ${pending}`).press('Enter');
    await page.getByRole('menuitem', { name: 'Cancel Registration' }).waitFor();
    await cleanInAllThemes(page, 'menu');
    await page.keyboard.press('Escape');
    await button(page, 'Grace Albright: settings and sign-out').press('Enter');
    await button(page, 'Sign Out').waitFor();
    await cleanInAllThemes(page, 'settings');
  });

  it('dialogs of formations and entitlements', async () => {
    const page = await cockpit.signIn(ADMIN);
    await open(page, '/formations', 'Order to cash');
    await dialog(page, 'Create Formation', 'Create Formation');
    await open(page, formation, registered);
    await dialog(page, 'Delete', 'Delete Formation');
    await open(page, '/entitlements', registered);
    await dialog(page, 'Configure Entitlement', 'Configure Entitlement');
    await dialog(page, 'Remove s4 / api-access of sub-1', 'Remove Entitlement');
  });

  it('of the tenant', async () => {
    const page = await cockpit.signIn(TENANT_ADMIN);
    await row(page, registered).waitFor();
    await cleanInAllThemes(page, '/extensions');
    await dialog(page, 'New', 'New Extension');
    await dialog(page, `Delete the extension of ${registered}`, `Delete the Extension of ${registered}?`);
  });

  it('of the operators', async () => {
    const page = await cockpit.signIn(OPERATOR);
    await row(page, troubled).waitFor();
    await cleanInAllThemes(page, '/operations/incidents');
    await dialog(page, `Resolve the incident of ${troubled}`, `Resolve the Incident of ${troubled}`);
    await open(page, '/operations/platform', 'Caught up with the log');
    await cleanInAllThemes(page, '/operations/platform');
  });
});

describe('axe finds nothing serious', () => {
  it('on the page that asks who signs in', async () => {
    const page = cockpit.keep(await openCockpit(cockpit.browser, cockpit.platform));
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    await clean(page, 'sign-in');
  });

  it('on a phone', async () => {
    const page = await cockpit.signIn(ADMIN, devices['Pixel 7']);
    for (const [path, content] of pagesOfAccount()) {
      await open(page, path, content);
      await clean(page, path);
    }
  });

  it('while the navigation is collapsed', async () => {
    const page = await cockpit.signIn(ADMIN);
    await button(page, 'Show or hide the navigation').click();
    await page.locator('ui5-side-navigation[collapsed]').waitFor();
    await clean(page, 'collapsed');
  });
});
