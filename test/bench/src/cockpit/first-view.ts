import { ADMIN, CockpitTrial, signInAs } from '@system-landscape/e2e';
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
  const row = page.locator('ui5-table-row').first();
  await row.waitFor();
  const context = page.context();
  const debug = await context.newCDPSession(page);
  await page.goto('about:blank');
  await debug.send('Network.clearBrowserCache');
  const began = performance.now();
  await page.goto(platform.urls.gateway, { waitUntil: 'commit' });
  await row.waitFor();
  const took = (performance.now() - began) / 1000;
  await context.close();
  return took;
}
