import { ADMIN, CockpitHarness, heading, row } from '@system-landscape/e2e';
import { eventually } from '@system-landscape/test-support';
import type { Page } from 'playwright-core';
import { insertSystems } from './list-of-many.js';

const SYSTEMS = 10_000;
/** Size of a page of the API. */
const PAGE = 100;
/** Maximum number of rows that the table renders. */
const RENDERED = 60;

let cockpit: CockpitHarness;

beforeAll(async () => {
  cockpit = await CockpitHarness.start();
  await insertSystems(cockpit, SYSTEMS);
});
afterEach(() => cockpit.reset());
afterAll(() => cockpit?.stop());

/** Opens the list as administrator, and records the requested pages. */
async function atList(query = '') {
  const page = await cockpit.signIn(ADMIN);
  const requested: URL[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.endsWith('/systems') && url.searchParams.has('limit')) requested.push(url);
  });
  await page.goto(`${cockpit.platform.urls.gateway}/systems${query}`);
  await heading(page, 'Systems').waitFor();
  return { page, requested };
}

const rows = (page: Page) => page.locator('ui5-table-row');
/** Scrolls the table to a row. */
async function scrollTo(page: Page, position: number): Promise<void> {
  await page.locator('ui5-table').evaluate((table, top) => {
    table.shadowRoot!.getElementById('table')!.scrollTop = top;
  }, position * 56);
}

describe(`a list of ${SYSTEMS.toLocaleString('en')} systems`, () => {
  it('renders only the visible rows, and fetches page by page while scrolling', async () => {
    const { page, requested } = await atList('?sort=name');
    await row(page, 'System 0000001').waitFor();
    const before = requested.length;
    // The system that was copied is the first by name.
    for (const [position, name] of [
      [40, 'System 0000041'],
      [150, 'System 0000151'],
      [300, 'System 0000301'],
    ] as const) {
      await eventually(async () => {
        await scrollTo(page, position);
        return (await row(page, name).count()) === 1;
      });
      expect(await rows(page).count()).toBeLessThanOrEqual(RENDERED);
    }
    // Only the pages that were scrolled over and a few ahead were fetched, each once.
    const cursors = requested.slice(before).map(({ searchParams }) => searchParams.get('cursor'));
    expect(new Set(cursors).size).toBe(cursors.length);
    expect(requested.length).toBeLessThanOrEqual(300 / PAGE + 3);
    for (const { searchParams } of requested) expect(searchParams.get('limit')).toBe(String(PAGE));

    await eventually(async () => {
      await scrollTo(page, 0);
      return (await row(page, 'System 0000001').count()) === 1;
    });
    expect(requested.length).toBeLessThanOrEqual(300 / PAGE + 3);
  });

  it('is searched, filtered and sorted by the platform, so that only pages of it are fetched', async () => {
    const { page, requested } = await atList();
    await rows(page).first().waitFor();

    await page.getByRole('searchbox', { name: 'Search by name' }).fill('0009999');
    await row(page, 'System 0009999').waitFor();
    expect(await rows(page).count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('');

    await page.getByRole('combobox', { name: 'Sort by' }).click();
    await page.getByRole('option', { name: 'Name, Z to A' }).click();
    await row(page, 'System 0010000').waitFor();

    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Registered', exact: true }).click();
    await page.getByText('No system matches').waitFor();
    expect(requested.length).toBeLessThan(12);
  });
});
