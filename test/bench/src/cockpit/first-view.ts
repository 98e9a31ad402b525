import { ADMIN, CockpitHarness, signInAs } from '@system-landscape/e2e';
import type { Page } from 'playwright-core';
import type { Effort } from '../effort.js';
import type { Fact } from '../facts.js';
import { median } from '../measure.js';
import { giveSystems } from './list-of-many.js';

const SYSTEMS = 1_000;

/** How long it takes from the address to the list of systems, in a browser with an empty cache. */
export async function firstView(_: unknown, { repetitions }: Effort): Promise<readonly Fact[]> {
  const cockpit = await CockpitHarness.start({ env: { LOG_LEVEL: 'warn' } });
  try {
    await giveSystems(cockpit, SYSTEMS);
    const page = await signInAs(ADMIN, cockpit.browser, cockpit.platform);
    await page.locator('ui5-table-row').first().waitFor();
    const view = await viewer(page, cockpit.platform.urls.gateway);
    const seconds: number[] = [];
    while (seconds.length < repetitions) seconds.push(await view());
    const title = `first view of the cockpit: address → list of ${SYSTEMS.toLocaleString('en')} systems, nothing cached, signed in at the provider`;
    return [{ id: 'first-view', title, unit: 's', value: median(seconds), goal: 1.5 }];
  } finally {
    await cockpit.stop();
  }
}

/**
 * Opens the address as for the first time, and tells after how many seconds the first row was drawn, as the page itself
 * saw it: the scripts by which a test looks at a page would be loaded into each of the pages on the way, and cost as
 * much as a page does.
 */
async function viewer(page: Page, url: string): Promise<() => Promise<number>> {
  const debug = await page.context().newCDPSession(page);
  let tell: (at: number) => void;
  await page.exposeFunction('tellFirstRow', (at: number) => tell(at));
  await page.addInitScript(() => {
    const look = () => {
      const row = document.querySelector('ui5-table-row');
      if (row === null || row.getBoundingClientRect().height === 0) requestAnimationFrame(look);
      else (window as unknown as { readonly tellFirstRow: (at: number) => void }).tellFirstRow(Date.now());
    };
    requestAnimationFrame(look);
  });
  return async () => {
    await page.goto('about:blank');
    await debug.send('Network.clearBrowserCache');
    const shown = new Promise<number>((resolve) => (tell = resolve));
    const began = Date.now();
    await page.goto(url, { waitUntil: 'commit' });
    return ((await shown) - began) / 1000;
  };
}
