import type { Locator, Page } from 'playwright-core';

/** More focus stops than any page has. */
const MAX_STOPS = 60;

/** Operates a page by keyboard only. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Presses Tab until the target has the focus. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    const stops: string[] = [];
    while (!(await hasFocus(target))) {
      if (stops.length === MAX_STOPS)
        throw new Error(`${key} does not reach ${target.toString()}: ${stops.join(' → ')}`);
      await this.press(key);
      stops.push(await this.focused());
    }
  }

  /** Moves the focus to the target and activates it. */
  async choose(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.press('Enter');
  }

  /** Description of the element that has the focus. */
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
