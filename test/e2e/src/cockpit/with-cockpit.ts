import { CockpitHarness } from './cockpit-harness.js';

/**
 * Starts a platform and a browser for the tests of a file; resets them after each test, and stops them after the last one.
 * @param started called with the harness before the first test
 */
export function withCockpit(
  started: (cockpit: CockpitHarness) => void | Promise<void>,
  ...start: Parameters<typeof CockpitHarness.start>
): void {
  let cockpit: CockpitHarness | undefined;
  beforeAll(async () => {
    cockpit = await CockpitHarness.start(...start);
    await started(cockpit);
  });
  afterEach(() => cockpit?.reset());
  afterAll(() => cockpit?.stop());
}
