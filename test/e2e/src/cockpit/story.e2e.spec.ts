import { eventually } from '@system-landscape/test-support';
import type { Page } from 'playwright-core';
import { storageOf } from './browser.js';
import {
  ADMIN,
  type CockpitHarness,
  FORMATIONS,
  newName,
  OPERATOR,
  SYSTEMS,
  TENANT,
  TENANT_ADMIN,
  VIEWER,
} from './cockpit-harness.js';
import { button, dialogOf, hides, row, shows, textBox } from './elements.js';
import { withCockpit } from './with-cockpit.js';
import { setFault } from '../simulated-tenant.js';

let cockpit: CockpitHarness;

withCockpit((started) => void (cockpit = started));

/** Registers a system and copies its token, by mouse. */
async function registerByMouse(page: Page, name: string): Promise<string> {
  await button(page, 'Register System').first().click();
  const dialog = dialogOf(page, 'Register System');
  await textBox(dialog, 'Name').fill(name);
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
  await textBox(dialog, 'Integration token').fill(token);
  await button(dialog, 'Save').click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('the life of a system', () => {
  it('M-04 M-07 M-08 M-11 M-17 M-19 M-23: register, copy, paste, Enabled, Registered, by mouse', async () => {
    const name = newName();
    const [admin, tenantAdmin] = [await cockpit.signIn(ADMIN), await cockpit.signIn(TENANT_ADMIN)];

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
    await setFault(cockpit.platform, TENANT, { mode: 'fail', status: 422, step: 'activate-extension' });
    const added = await cockpit.add(name);
    await cockpit.redeemed(added, 'ERROR');
    await setFault(cockpit.platform, TENANT, { mode: 'ok', step: 'activate-extension' });
    const [admin, tenantAdmin] = [await cockpit.signIn(ADMIN), await cockpit.signIn(TENANT_ADMIN)];
    await shows(admin, name, 'Error');
    await shows(tenantAdmin, name, 'Failed');
    await shows(tenantAdmin, name, 'activate-extension');

    await button(tenantAdmin, `Delete the extension of ${name}`).click();
    await button(dialogOf(tenantAdmin, `Delete the Extension of ${name}?`), 'Delete').click();
    await hides(tenantAdmin, name);

    await button(admin, `New Token: ${name}`).click();
    const dialog = dialogOf(admin, `New token for ${name}`);
    await button(dialog, 'Issue Token').click();
    const token = await textBox(dialog, 'Integration token').inputValue();
    await button(dialog, 'Close').click();
    await shows(admin, name, 'Pending');

    await redeemByMouse(tenantAdmin, token);
    await shows(tenantAdmin, name, 'Enabled');
    await shows(admin, name, 'Registered');
  });

  it('M-24 R7 R8: a deregistration is refused while a formation has the system, and then goes through', async () => {
    const name = newName();
    const { id } = await cockpit.registered(name);
    const formation = await cockpit.account.call<{ id: string }>('POST', FORMATIONS, {
      body: { name: `F of ${name}` },
    });
    const membership = `${FORMATIONS}/${formation.body.id}/systems/${id}`;
    expect((await cockpit.account.call('PUT', membership)).status).toBe(204);
    const admin = await cockpit.signIn(ADMIN);

    await shows(admin, name, 'Registered');
    await button(admin, `Deregister: ${name}`).click();
    const dialog = dialogOf(admin, `Deregister ${name}`);
    await dialog.getByText(`F of ${name}`).waitFor();
    await admin.keyboard.press('Escape');

    expect((await cockpit.account.call('DELETE', membership)).status).toBe(204);
    await button(admin, `Deregister: ${name}`).click();
    await button(dialogOf(admin, `Deregister ${name}`), 'Deregister').click();
    await hides(admin, name);
  });

  it('M-25 R9 R12: an incident is resolved by the operator', async () => {
    const name = newName();
    const { id } = await cockpit.registered(name);
    await setFault(cockpit.platform, TENANT, { mode: 'fail', status: 422, step: 'establish-trust' });
    expect((await cockpit.account.call('POST', `${SYSTEMS}/${id}/deregistration`)).status).toBe(202);
    const [admin, operator] = [await cockpit.signIn(ADMIN), await cockpit.signIn(OPERATOR)];
    await shows(admin, name, 'Deregister Error');
    await shows(operator, name, 'establish-trust');

    await button(operator, `Resolve the incident of ${name}`).click();
    const dialog = dialogOf(operator, `Resolve the Incident of ${name}`);
    await dialog.getByRole('radio', { name: /^Confirm that the tenant's side is gone/ }).click();
    await textBox(dialog, /^What you have found/).fill('Looked: nothing is left.');
    await button(dialog, 'Resolve').click();
    await hides(operator, name);
    await hides(admin, name);
    await setFault(cockpit.platform, TENANT, { mode: 'ok', step: 'establish-trust' });
  });

  it('operators see the positions of read model and event relay, and live events', async () => {
    const operator = await cockpit.signIn(OPERATOR);
    await operator.getByRole('treeitem', { name: 'Platform' }).click();
    const { id, position } = await cockpit.registered(newName());
    for (const name of ['Read model', 'Event relay']) {
      const part = operator.getByRole('region', { name, exact: true });
      await part.getByText('Caught up with the log').waitFor();
      // The log may have gone on meanwhile.
      const shown = part.locator('dt', { hasText: 'Log position' }).locator('+ dd');
      const isReached = async () => BigInt((await shown.textContent()) ?? '') >= BigInt(position);
      await eventually(isReached, { what: `${name} shows position ${position} or a later one` });
    }
    await row(operator, id).filter({ hasText: 'SystemRegistered' }).waitFor();
  });

  it('N-01: a viewer sees the system, and no token', async () => {
    const name = newName();
    await cockpit.add(name);
    const viewer = await cockpit.signIn(VIEWER);
    await shows(viewer, name, 'Pending');
    expect(await viewer.getByRole('button', { name: /token|register|deregister/i }).count()).toBe(0);
    expect(await viewer.content()).not.toContain('slt_');
  });
});
