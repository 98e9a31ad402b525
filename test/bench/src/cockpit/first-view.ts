import { ADMIN, CockpitHarness, signInAs } from '@system-landscape/e2e';
import type { Page } from 'playwright-core';
import type { BenchScale } from '../bench-scale.js';
import type { BenchSetup } from '../bench-setup.js';
import type { Metric } from '../metrics.js';
import { median } from '../measure.js';
import { insertSystems } from './list-of-many.js';

const SYSTEMS = 1_000;

/** Time from the navigation to the list of systems, in a browser with an empty cache. */
export async function firstView({ platform }: BenchSetup, { repetitions }: BenchScale): Promise<readonly Metric[]> {
  const cockpit = await CockpitHarness.on(platform);
  try {
    await insertSystems(cockpit, SYSTEMS);
    const page = await signInAs(ADMIN, cockpit.browser, platform);
    await page.locator('ui5-table-row').first().waitFor();
    const view = await viewer(page, platform.urls.gateway);
    const seconds: number[] = [];
    while (seconds.length < repetitions) seconds.push(await view());
    const title = `first view of the cockpit: address → list of ${SYSTEMS.toLocaleString('en')} systems, nothing cached, signed in at the provider`;
    return [{ id: 'first-view', title, unit: 's', value: median(seconds), goal: 1.5 }];
  } finally {
    await cockpit.stop();
  }
}

/**
 * Opens the address without any cache. Returns the seconds until the first row was drawn, measured by the page itself:
 * Playwright's locators would load scripts into each page, which take as long as the page itself.
 */
async function viewer(page: Page, url: string): Promise<() => Promise<number>> {
  const debug = await page.context().newCDPSession(page);
  let notify: (at: number) => void;
  await page.exposeFunction('reportFirstRow', (at: number) => notify(at));
  await page.addInitScript(() => {
    const check = () => {
      const row = document.querySelector('ui5-table-row');
      if (row === null || row.getBoundingClientRect().height === 0) requestAnimationFrame(check);
      else (window as unknown as { readonly reportFirstRow: (at: number) => void }).reportFirstRow(Date.now());
    };
    requestAnimationFrame(check);
  });
  return async () => {
    await page.goto('about:blank');
    await debug.send('Network.clearBrowserCache');
    const shown = new Promise<number>((resolve) => (notify = resolve));
    const began = Date.now();
    await page.goto(url, { waitUntil: 'commit' });
    return ((await shown) - began) / 1000;
  };
}
