import type { Page } from 'playwright-core';
import { openCockpit } from './browser.js';
import { ADMIN, type CockpitHarness, newName, TENANT_ADMIN } from './cockpit-harness.js';
import { button, dialogOf, heading, hides, row, shows, textBox } from './elements.js';
import { hasFocus, Keyboard } from './keyboard.js';
import { withCockpit } from './with-cockpit.js';

let cockpit: CockpitHarness;

withCockpit((started) => void (cockpit = started));

/** Signs in by keyboard. */
async function at(user: RegExp): Promise<{ readonly page: Page; readonly keyboard: Keyboard }> {
  const page = cockpit.keep(await openCockpit(cockpit.browser, cockpit.platform));
  const keyboard = new Keyboard(page);
  await keyboard.choose(page.getByRole('button', { name: user }));
  await page.getByRole('main').waitFor();
  return { page, keyboard };
}

describe('by keyboard alone', () => {
  it('M-04 M-07 M-08 M-11 M-17 M-19 M-23 R7 R8: register, copy, paste, Enabled, Registered, deregister', async () => {
    const name = newName();
    const admin = await at(ADMIN);
    const tenantAdmin = await at(TENANT_ADMIN);

    await admin.keyboard.choose(button(admin.page, 'Register System').first());
    const dialog = dialogOf(admin.page, 'Register System');
    await admin.keyboard.tabTo(textBox(dialog, 'Name'));
    await admin.keyboard.type(name);
    await admin.keyboard.choose(button(dialog, 'Register'));
    const shown = dialogOf(admin.page, 'Integration Token');
    await admin.keyboard.choose(button(shown, 'Copy Token'));
    await shown.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    await admin.keyboard.choose(button(shown, 'Close'));
    await shown.waitFor({ state: 'hidden' });
    await shows(admin.page, name, 'Pending');

    await tenantAdmin.keyboard.choose(button(tenantAdmin.page, 'New'));
    const extension = dialogOf(tenantAdmin.page, 'New Extension');
    await tenantAdmin.keyboard.tabTo(textBox(extension, 'Integration token'));
    await tenantAdmin.keyboard.press('Control+v');
    await tenantAdmin.keyboard.choose(button(extension, 'Save'));
    await shows(tenantAdmin.page, name, 'Enabled');
    await shows(admin.page, name, 'Registered');

    // Enter opens a row; the focus is on the page that it opens.
    await admin.keyboard.choose(row(admin.page, name));
    await heading(admin.page, name).waitFor();
    await admin.keyboard.choose(admin.page.getByRole('link', { name: /^Systems/ }));
    await heading(admin.page, 'Systems').waitFor();

    // The actions are in the last cell.
    await admin.keyboard.tabTo(row(admin.page, name));
    await admin.keyboard.press('ArrowRight', 'End', 'Enter', 'Enter');
    await admin.keyboard.choose(button(dialogOf(admin.page, `Deregister ${name}`), 'Deregister'));
    await hides(admin.page, name);
    await hides(tenantAdmin.page, name);
  });

  it('closing a dialog returns the focus to where it was', async () => {
    const name = newName();
    await cockpit.add(name);
    const { page, keyboard } = await at(ADMIN);
    await shows(page, name, 'Pending');

    for (const leave of ['Escape', 'Cancel'] as const) {
      const opener = button(page, 'Register System').first();
      await keyboard.choose(opener);
      const dialog = dialogOf(page, 'Register System');
      await dialog.waitFor();
      if (leave === 'Escape') await keyboard.press('Escape');
      else await keyboard.choose(button(dialog, 'Cancel'));
      await dialog.waitFor({ state: 'hidden' });
      expect([leave, await hasFocus(opener)]).toEqual([leave, true]);
    }

    const more = button(page, `More actions for ${name}`);
    await keyboard.tabTo(row(page, name));
    await keyboard.press('ArrowRight', 'End', 'Enter');
    await keyboard.tabTo(more);
    await keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Cancel Registration' }).waitFor();
    await keyboard.press('ArrowDown', 'Enter');
    const dialog = dialogOf(page, 'Cancel Registration');
    await keyboard.choose(button(dialog, 'Cancel'));
    await dialog.waitFor({ state: 'hidden' });
    expect(await hasFocus(more)).toBe(true);
  });
});
