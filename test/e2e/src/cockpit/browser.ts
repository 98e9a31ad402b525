import type { LocalPlatform } from '@system-landscape/local';
import { chromiumBinary } from '@system-landscape/test-support';
import { chromium, type Browser, type BrowserContextOptions, type LaunchOptions, type Page } from 'playwright-core';
import { readFileSync } from 'node:fs';

/** Long enough for a busy machine. */
const TIMEOUT_MS = 120_000;

export function startBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ ...options, executablePath: chromiumBinary() });
}

/** Opens the cockpit in a new browser context; it shows the sign-in page of the provider. */
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
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.goto(`${urls.gateway}/`);
  return page;
}

/** Opens the cockpit and signs in as one of the demo users. */
export async function signInAs(
  user: RegExp,
  browser: Browser,
  platform: LocalPlatform,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openCockpit(browser, platform, options);
  await page.getByRole('button', { name: user }).click();
  await page.getByRole('main').waitFor();
  return page;
}

/** Not checked: UI5 sets an invalid aria attribute on the menu items of a collapsed navigation. */
const EXCLUDED = ['ui5-side-navigation[collapsed]'];

/** The rules of axe whose result depends on colours. */
export const COLOUR_RULES: readonly string[] = ['color-contrast', 'link-in-text-block'];

/**
 * The serious and critical findings of axe, one per line.
 * @param rules default: all of WCAG 2.2 AA
 */
export async function seriousFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  await untilAnimationsEnd(page);
  // Evaluated by the debugger, since the content security policy of the page forbids other scripts.
  const hasAxe = await page.evaluate(() => 'axe' in globalThis);
  if (!hasAxe) await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate(
    async ([exclude, some]) => {
      const { axe } = globalThis as unknown as { readonly axe: typeof import('axe-core') };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const runOnly = some ? { type: 'rule' as const, values: [...some] } : tags;
      const found = await axe.run({ include: [['html']], exclude }, { runOnly, resultTypes: ['violations'] });
      return found.violations.map(({ id, impact, help, nodes }) => ({
        id,
        impact,
        text: `${help}: ${nodes.map(({ target, any, all, none }) => `${target.join(' ')} (${[...any, ...all, ...none][0]?.message})`).join(' | ')}`,
      }));
    },
    [EXCLUDED, rules] as const,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, text }) => `${id}: ${text}`);
}

/** Waits for animations to end: colours of elements that fade in would give wrong contrasts. */
export async function untilAnimationsEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const rootsIn = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
      root,
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? rootsIn(shadowRoot) : [])),
    ];
    // UI5 shows an opening popup almost transparent until it is positioned.
    while (rootsIn(document).some((root) => root.querySelector('.ui5-popup-opening'))) {
      await new Promise(requestAnimationFrame);
    }
    const animations = rootsIn(document).flatMap((root) => root.getAnimations());
    const ending = animations.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** All storage that a script of this origin can read. */
export async function storageOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const cached = await caches.keys();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, cached]);
  });
}
