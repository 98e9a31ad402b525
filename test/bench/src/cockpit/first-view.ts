import { ADMIN, CockpitTrial, signInAs } from '@system-landscape/e2e';
import type { Page } from 'playwright-core';
import type { Effort } from '../effort.js';
import type { Fact } from '../facts.js';
import { median } from '../measure.js';
import { giveSystems } from './list-of-many.js';

const SYSTEMS = 1_000;

/** How long it takes from the address to the list of systems, in a browser with an empty cache. */
export async function firstView(_: unknown, { repetitions }: Effort): Promise<readonly Fact[]> {
  const cockpit = await CockpitTrial.start({ env: { LOG_LEVEL: 'warn' } });
  try {
    await giveSystems(cockpit, SYSTEMS);
    const seconds: number[] = [];
    while (seconds.length < repetitions) seconds.push(await viewOnce(cockpit));
    const title = `first view of the cockpit: address → list of ${SYSTEMS.toLocaleString('en')} systems, nothing cached, signed in at the provider`;
    return [{ id: 'first-view', title, unit: 's', value: median(seconds), goal: 1.5 }];
  } finally {
    await cockpit.stop();
  }
}

async function viewOnce({ browser, platform }: CockpitTrial): Promise<number> {
  const page = await signInAs(ADMIN, browser, platform);
  await page.locator('ui5-table-row').first().waitFor();
  const context = page.context();
  const debug = await context.newCDPSession(page);
  await page.goto('about:blank');
  await debug.send('Network.clearBrowserCache');
  const shown = await rowShown(page);
  const began = Date.now();
  await page.goto(platform.urls.gateway, { waitUntil: 'commit' });
  const took = ((await shown()) - began) / 1000;
  await context.close();
  return took;
}

/**
 * When the first row was drawn, in milliseconds since 1970, as the page itself saw it: the scripts by which a test looks
 * at a page would be loaded into each of the pages on the way, and cost as much as a page does.
 */
async function rowShown(page: Page): Promise<() => Promise<number>> {
  let tell: (at: number) => void;
  const told = new Promise<number>((resolve) => (tell = resolve));
  await page.exposeFunction('tellFirstRow', (at: number) => tell(at));
  await page.addInitScript(() => {
    const look = () => {
      const row = document.querySelector('ui5-table-row');
      if (row === null || row.getBoundingClientRect().height === 0) requestAnimationFrame(look);
      else (window as unknown as { readonly tellFirstRow: (at: number) => void }).tellFirstRow(Date.now());
    };
    requestAnimationFrame(look);
  });
  return () => told;
}
