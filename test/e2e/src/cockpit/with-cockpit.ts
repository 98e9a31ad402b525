import { CockpitHarness } from './cockpit-harness.js';

/**
 * Has the tests of this file run at a cockpit of their own: it is started before the first one, left after each, and
 * stopped after the last one.
 * @param started told of it before the first test
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
  afterEach(() => cockpit?.leave());
  afterAll(() => cockpit?.stop());
}
