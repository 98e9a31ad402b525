import type { Page } from 'playwright-core';
import { startBrowser, storageOf } from './browser.js';
import { ADMIN, type CockpitHarness, newName } from './cockpit-harness.js';
import { button, heading, row, shows } from './elements.js';
import { withCockpit } from './with-cockpit.js';

let cockpit: CockpitHarness;

withCockpit(
  (started) => void (cockpit = started),
  {},
  // With the back/forward cache, as in a normal browser.
  () => startBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
);

async function signOut(page: Page): Promise<void> {
  await button(page, 'Grace Albright: settings and sign-out').click();
  await button(page, 'Sign Out').click();
  // The provider asks for confirmation.
  await button(page, 'Sign out').click();
  await heading(page, 'You are signed out').waitFor();
}

describe('a reload', () => {
  it('keeps the session and the page', async () => {
    const name = newName();
    const { system } = await cockpit.add(name);
    const admin = await cockpit.signIn(ADMIN);
    for (const [path, title] of [
      [`/systems?q=${encodeURIComponent(name).replaceAll('%20', '+')}&sort=name`, 'Systems'],
      [`/systems/${system.id}`, name],
    ] as const) {
      await admin.goto(cockpit.platform.urls.gateway + path);
      await heading(admin, title).waitFor();
      await admin.reload();
      await heading(admin, title).waitFor();
      await admin.getByText(name).locator('visible=true').first().waitFor();
      expect(admin.url()).toBe(cockpit.platform.urls.gateway + path);
    }
  });
});

describe('signing out', () => {
  it('hides everything, also after going back', async () => {
    const name = newName();
    await cockpit.add(name);
    const admin = await cockpit.signIn(ADMIN);
    await shows(admin, name, 'Pending');
    await admin.getByRole('link', { name }).click();
    await heading(admin, name).waitFor();

    await signOut(admin);
    expect(await storageOf(admin)).not.toMatch(/slt_|eyJ/);
    const showsNothing = async () => expect(await admin.getByText(name).count()).toBe(0);
    await showsNothing();
    while (await admin.goBack({ waitUntil: 'commit' })) {
      await showsNothing();
      await admin.getByRole('heading', { level: 1 }).waitFor();
      await showsNothing();
    }
  });

  it('ends the session at the provider, too: the next sign-in asks for the user', async () => {
    const admin = await cockpit.signIn(ADMIN);
    await signOut(admin);
    await button(admin, 'Sign In').click();
    await admin.getByRole('button', { name: ADMIN }).click();
    await heading(admin, 'Systems').waitFor();
    await row(admin, 'Name').first().waitFor();
  });
});
