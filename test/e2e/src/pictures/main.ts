import { REPOSITORY_ROOT } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { devices, type BrowserContextOptions, type Page } from 'playwright-core';
import { untilAnimationsEnd } from '../cockpit/browser.js';
import { ADMIN, CockpitHarness, OPERATOR, TENANT_ADMIN } from '../cockpit/cockpit-harness.js';
import { button, dialogOf, row, textBox } from '../cockpit/elements.js';
import { makeLandscape, type Landscape } from './landscape.js';

const FOLDER = join(REPOSITORY_ROOT, 'docs/pictures');
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** A screenshot: signed-in user, theme and device, and what to do before it is taken. */
interface Picture {
  readonly user: RegExp;
  readonly path: string;
  readonly options?: BrowserContextOptions;
  readonly theme?: 'sap_horizon_dark';
  /** Opens what the screenshot shows, and waits for it. */
  readonly prepare: (page: Page) => Promise<unknown>;
}

const shows = (text: string) => (page: Page) => page.getByText(text).first().waitFor();

function picturesOf({ production, formation }: Landscape, cockpit: CockpitHarness): Readonly<Record<string, Picture>> {
  return {
    systems: { user: ADMIN, path: '/systems', prepare: shows('Commerce Storefront') },
    'systems-dark': {
      user: ADMIN,
      path: '/systems',
      theme: 'sap_horizon_dark',
      prepare: shows('Commerce Storefront'),
    },
    'systems-german': {
      user: ADMIN,
      path: '/systems',
      options: { locale: 'de-DE' },
      prepare: shows('Commerce Storefront'),
    },
    'systems-phone': {
      user: ADMIN,
      path: '/systems',
      options: { ...devices['Pixel 7'], deviceScaleFactor: 1.5 },
      prepare: shows('Commerce Storefront'),
    },
    token: { user: ADMIN, path: '/systems', prepare: registerSystem },
    'system-details': { user: ADMIN, path: `/systems/${production}`, prepare: shows('The system is registered') },
    formations: { user: ADMIN, path: '/formations', prepare: shows('Order to Cash') },
    formation: { user: ADMIN, path: `/formations/${formation}`, prepare: shows('Commerce Storefront') },
    entitlements: { user: ADMIN, path: '/entitlements', prepare: shows('SuccessFactors Core') },
    extensions: { user: TENANT_ADMIN, path: '/extensions', prepare: shows('S/4HANA Cloud Production') },
    incidents: { user: OPERATOR, path: '/operations/incidents', prepare: shows('S/4HANA Cloud Sandbox') },
    platform: { user: OPERATOR, path: '/operations/platform', prepare: (page) => watchPlatform(page, cockpit) },
  };
}

async function watchPlatform(page: Page, cockpit: CockpitHarness): Promise<void> {
  await page.getByRole('region', { name: 'Event relay' }).getByText('Caught up').waitFor();
  await row(page, 'assignment').waitFor();
  await cockpit.registered('S/4HANA Cloud Pilot');
  await row(page, 'SystemRegistered').waitFor();
}

async function registerSystem(page: Page): Promise<void> {
  await button(page, 'Register System').first().click();
  const dialog = dialogOf(page, 'Register System');
  await textBox(dialog, 'Name').fill('S/4HANA Cloud EMEA');
  await button(dialog, 'Register').click();
  await dialogOf(page, 'Integration Token').waitFor();
  // A token is a secret. This one is invalid by now, but a screenshot must not suggest that tokens may be shown.
  await page.locator('ui5-textarea').evaluateAll((areas) => {
    for (const area of areas as unknown as { value: string }[]) {
      area.value = area.value.replace(/slt_\S+/, `slt_${'•'.repeat(56)}`);
    }
  });
  for (const area of await page.locator('ui5-textarea textarea').all()) {
    await eventually(async () => (await area.inputValue()).includes('slt_•'), { what: 'the token to be covered' });
  }
}

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const cockpit = await CockpitHarness.start();
  try {
    const pictures = picturesOf(await makeLandscape(cockpit), cockpit);
    for (const [name, picture] of Object.entries(pictures)) {
      await take(cockpit, name, picture);
      process.stdout.write(`docs/pictures/${name}.png\n`);
    }
  } finally {
    await cockpit.stop();
  }
}

async function take(cockpit: CockpitHarness, name: string, { user, path, theme, prepare, ...rest }: Picture) {
  const page = await cockpit.signIn(user, { ...DESKTOP, ...rest.options });
  if (theme) await page.evaluate((chosen) => localStorage.setItem('cockpit.theme', chosen), theme);
  await page.goto(cockpit.platform.urls.gateway + path);
  await prepare(page);
  await untilAnimationsEnd(page);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await cockpit.reset();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
