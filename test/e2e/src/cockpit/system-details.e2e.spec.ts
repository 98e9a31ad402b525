import type { Page } from 'playwright-core';
import { ADMIN, type CockpitHarness, newName, TENANT } from './cockpit-harness.js';
import { button, dialogOf, heading, textBox } from './elements.js';
import { Keyboard } from './keyboard.js';
import { withCockpit } from './with-cockpit.js';
import { setFault } from '../simulated-tenant.js';

let cockpit: CockpitHarness;

withCockpit((started) => void (cockpit = started));

/** Opens the page of one system as administrator. */
async function detailsOf(id: string): Promise<Page> {
  const page = await cockpit.signIn(ADMIN);
  await page.goto(`${cockpit.platform.urls.gateway}/systems/${id}`);
  await page.getByRole('region', { name: 'Timeline', exact: true }).waitFor();
  return page;
}

const registrationOf = (page: Page) => page.getByRole('region', { name: 'Registration', exact: true });
const step = (page: Page, name: string) => registrationOf(page).getByRole('listitem').filter({ hasText: name });

describe('the page of a system', () => {
  it('M-12 M-15 R11: a new token replaces the previous one; cancelling ends the registration', async () => {
    const name = newName();
    const { system, integrationToken } = await cockpit.add(name);
    const page = await detailsOf(system.id);
    await page.getByText('Waiting for the tenant').waitFor();

    await button(page, `More actions for ${name}`).click();
    await page.getByRole('menuitem', { name: 'New Token' }).click();
    const issue = dialogOf(page, `New token for ${name}`);
    await issue.getByText('The token before is revoked').waitFor();
    await button(issue, 'Issue Token').click();
    const token = await textBox(issue, 'Integration token').inputValue();
    expect(token).toMatch(/^slt_/);
    expect(token).not.toBe(integrationToken.value);
    await button(issue, 'Close').click();
    await page.getByText('The integration token was revoked: a new one replaces it.').waitFor();

    const cancel = dialogOf(page, 'Cancel Registration');
    const ask = async () => {
      await button(page, `More actions for ${name}`).click();
      await page.getByRole('menuitem', { name: 'Cancel Registration' }).click();
      await cancel.getByText(`Cancel the registration of ${name}?`).waitFor();
    };
    await ask();
    await button(cancel, 'Cancel').click();
    await cancel.waitFor({ state: 'hidden' });
    await page.getByText('Waiting for the tenant').waitFor();
    await ask();
    await button(cancel, 'Cancel Registration').click();
    await page.getByText('The registration was cancelled, and the name is free again.').waitFor();
    expect(await button(page, `More actions for ${name}`).count()).toBe(0);
  });

  it('R4 R5: progress of the steps, with tries, delays and attempts, as they happen', async () => {
    const name = newName();
    await setFault(cockpit.platform, TENANT, { mode: 'down', step: 'enable-communication-scenarios' });
    const added = await cockpit.add(name);
    const page = await detailsOf(added.system.id);
    await cockpit.redeemed(added, 'PENDING');

    const enable = step(page, 'Enable communication scenarios');
    await registrationOf(page).getByText('Attempt 1').waitFor();
    await step(page, 'Establish trust').getByText('Done').waitFor();
    await enable.getByText('Delayed').waitFor();
    await enable.getByText(/\d+ tries/).waitFor();
    await enable.getByText('Tried again at').waitFor();
    await step(page, 'Activate extension').getByText('Waiting').waitFor();

    await setFault(cockpit.platform, TENANT, { mode: 'fail', status: 422, step: 'enable-communication-scenarios' });
    await enable.getByText('Failed').waitFor();
    await page.getByText('The registration failed. Have the failed extension deleted').waitFor();

    await setFault(cockpit.platform, TENANT, { mode: 'ok', step: 'enable-communication-scenarios' });
    const { registration } = (await cockpit.becomes(added.system.id, 'ERROR')) as unknown as {
      registration: { extensionId: string };
    };
    const extension = `/v1/tenants/${TENANT}/extensions/${registration.extensionId}`;
    await cockpit.write(cockpit.tenant, 'DELETE', extension);
    const issued = await cockpit.write<{ tokenId: string; value: string }>(
      cockpit.account,
      'POST',
      `/v1/global-accounts/ga-demo/systems/${added.system.id}/integration-token`,
    );
    await cockpit.redeemed({ ...added, integrationToken: issued }, 'REGISTERED');
    await page.getByText('The system is connected.').waitFor();
    await page
      .getByRole('region', { name: 'Registration', exact: true })
      .getByText(/^Attempt [2-9]$/)
      .waitFor();
  });

  it('shows the past by the slider, and now again', async () => {
    const name = newName();
    const { id } = await cockpit.registered(name);
    const page = await detailsOf(id);
    const keyboard = new Keyboard(page);
    await page.getByText('The system is connected.').waitFor();

    await keyboard.tabTo(page.getByRole('slider'));
    await keyboard.press('Home');
    await page.getByText('As it was on').waitFor();
    await page.getByText('Waiting for the tenant').waitFor();
    expect(await page.getByText('is registered; tenant').count()).toBe(0);
    // The past cannot be changed.
    expect(await button(page, `Deregister: ${name}`).count()).toBe(0);

    await keyboard.press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await page.getByText('The integration token was redeemed in tenant my300001.').waitFor();
    await keyboard.press('Home');
    await page.getByText('The integration token was redeemed').waitFor({ state: 'detached' });
    await button(page, 'Back to now').click();
    await page.getByText('The system is connected.').waitFor();
    await button(page, `Deregister: ${name}`).waitFor();
  });

  it('speaks German, and English again, without a reload', async () => {
    const name = newName();
    const { id } = await cockpit.registered(name);
    const page = await detailsOf(id);
    const timeline = (title: string) => page.getByRole('region', { name: title, exact: true });
    const choose = async (menu: string, label: string, language: string, title: string) => {
      await button(page, menu).click();
      await page.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: language, exact: true }).click();
      await timeline(title).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.user-menu').waitFor({ state: 'hidden' });
    };
    await page.evaluate(() => Object.assign(window, { isTheSame: true }));
    await choose('Grace Albright: settings and sign-out', 'Language', 'Deutsch', 'Zeitverlauf');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.getByText('Das System ist verbunden.').waitFor();
    await choose('Grace Albright: Einstellungen und Abmelden', 'Sprache', 'English', 'Timeline');
    await heading(page, name).waitFor();
    expect(await page.evaluate(() => 'isTheSame' in window)).toBe(true);
  });
});
