import { CockpitTrial } from './cockpit-trial.js';

/**
 * Has the tests of this file run at a cockpit of their own: it is started before the first one, left after each, and
 * stopped after the last one.
 * @param started told of it before the first test
 */
export function withCockpit(
  started: (cockpit: CockpitTrial) => void | Promise<void>,
  ...start: Parameters<typeof CockpitTrial.start>
): void {
  let cockpit: CockpitTrial | undefined;
  beforeAll(async () => {
    cockpit = await CockpitTrial.start(...start);
    await started(cockpit);
  });
  afterEach(() => cockpit?.leave());
  afterAll(() => cockpit?.stop());
}
