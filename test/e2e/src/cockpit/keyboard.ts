import type { Locator, Page } from 'playwright-core';

/** More stops than any page has before what is looked for. */
const STOPS = 60;

/** A person who has a keyboard and nothing else. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Goes on from stop to stop until this has the focus. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    const stops: string[] = [];
    while (!(await hasFocus(target))) {
      if (stops.length === STOPS) throw new Error(`${key} does not reach ${target.toString()}: ${stops.join(' → ')}`);
      await this.press(key);
      stops.push(await this.focused());
    }
  }

  /** Goes there and activates it. */
  async choose(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.press('Enter');
  }

  /** What has the focus, in words. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const name = active?.getAttribute('aria-label') ?? active?.textContent?.trim().slice(0, 40) ?? '';
      return `${active?.localName} "${name}"`;
    });
  }
}

export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active === element;
  });
}
