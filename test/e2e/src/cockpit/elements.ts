import type { Locator, Page } from 'playwright-core';

/** Elements of the cockpit by role and accessible name. */
export const button = (where: Page | Locator, name: string) => where.getByRole('button', { name, exact: true });

export const textBox = (where: Page | Locator, name: string | RegExp) => where.getByRole('textbox', { name });

export const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** Waits until the row of this name shows the status, without a reload of the page. */
export const shows = (page: Page, name: string, status: string) =>
  row(page, name).filter({ hasText: status }).waitFor({ state: 'visible' });

export const hides = (page: Page, name: string) => row(page, name).waitFor({ state: 'detached' });

/** The dialog element, not the inner part that has the role: the content is slotted into the element. */
export const dialogOf = (page: Page, name: string) =>
  page.locator('ui5-dialog').filter({ has: page.getByRole('dialog', { name }) });

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
