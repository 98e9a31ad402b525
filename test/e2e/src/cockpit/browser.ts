import type { LocalPlatform } from '@system-landscape/local';
import { chromiumBinary } from '@system-landscape/test-support';
import { chromium, type Browser, type BrowserContextOptions, type LaunchOptions, type Page } from 'playwright-core';
import { readFileSync } from 'node:fs';

/** A busy machine must not decide. */
const PATIENCE_MS = 120_000;

export function startBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ ...options, executablePath: chromiumBinary() });
}

/** A browser of its own, with cookies and storage of its own, at the cockpit's door: the sign-in page of the provider. */
export async function openCockpit(
  browser: Browser,
  { urls }: LocalPlatform,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${urls.gateway}/`);
  return page;
}

/** Opens the cockpit and signs in as one of the demo users. */
export async function signInAs(
  person: RegExp,
  browser: Browser,
  platform: LocalPlatform,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openCockpit(browser, platform, options);
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('main').waitFor();
  return page;
}

/** While it is collapsed, UI5 tells of its menu items that they are selected, which menu items cannot be. */
const BEYOND_REACH = ['ui5-side-navigation[collapsed]'];

/** What axe finds serious or critical (WCAG 2.2 AA), a line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await untilStill(page);
  // By the debugger: the page's policy lets no script in.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate(async (exclude) => {
    const { axe } = globalThis as unknown as { readonly axe: typeof import('axe-core') };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = await axe.run({ include: [['html']], exclude }, { runOnly: tags, resultTypes: ['violations'] });
    return found.violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      text: `${help}: ${nodes.map(({ target, any, all, none }) => `${target.join(' ')} (${[...any, ...all, ...none][0]?.message})`).join(' | ')}`,
    }));
  }, BEYOND_REACH);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, text }) => `${id}: ${text}`);
}

/** Waits until what fades in is there: half way its colours are those of nothing. */
export async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const rootsIn = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsIn(shadowRoot) : [])),
    ];
    // UI5 shows what opens only faintly until it has its place.
    while (rootsIn(document).some((root) => root.querySelector('.ui5-popup-opening'))) {
      await new Promise(requestAnimationFrame);
    }
    const animations = rootsIn(document).flatMap((root) => root.getAnimations());
    const ending = animations.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Everything that a script of another page could read later. */
export async function storageOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const cached = await caches.keys();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, cached]);
  });
}
