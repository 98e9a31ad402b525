import { eventually } from '@system-landscape/test-support';
import { Caller } from './caller.js';
import {
  add,
  deregisterAndRegisterAgain,
  letExpireAndRegister,
  liveThrough,
  register,
  useAndStopUsing,
  type Callers,
} from './life-of-systems.js';
import { LiveEvents } from './live-events.js';
import { RollingPlatform, SERVICES } from './rolling-platform.js';

/** One step of the deploy with everything in it; the machine may be busy. */
const STEP_MS = 300_000;

let platform: RollingPlatform;
let callers: Callers;
let followers: readonly LiveEvents[];
/** Systems that began in the release before. */
let registered: string;
let waiting: string;

beforeAll(async () => {
  const releaseBefore = process.env['RELEASE_BEFORE'];
  if (!releaseBefore) throw new Error('RELEASE_BEFORE names no folder. Run `npm run test:rolling`.');
  platform = await RollingPlatform.start(releaseBefore);
  callers = {
    admin: await Caller.signIn(platform, 'ga-admin'),
    tenant: await Caller.signIn(platform, 'tenant-admin'),
  };
  followers = platform.gateways.map((gateway) => new LiveEvents(platform, gateway));
}, STEP_MS);
afterAll(async () => {
  await Promise.all(followers.map((follower) => follower.end()));
  await platform.stop();
}, STEP_MS);

/** Registers systems while the work goes on: nobody notices that an instance is replaced. */
async function whileRegistering(work: Promise<void>): Promise<void> {
  let goesOn = true;
  const registrations = async () => {
    do await register(callers);
    while (goesOn);
  };
  const ended = work.finally(() => (goesOn = false));
  await Promise.all([ended, registrations()]);
}

describe('a rolling deploy, with systems that live meanwhile', () => {
  it(
    'begins with the release before',
    async () => {
      registered = await liveThrough(callers);
    },
    STEP_MS,
  );

  it.each(SERVICES)(
    'has a new instance of %s beside the one of before',
    async (service) => {
      await whileRegistering(platform.rollForward(service, 'second'));
    },
    STEP_MS,
  );

  it(
    'goes on with both releases of every service side by side, also for systems that began before',
    async () => {
      waiting = (await add(callers)).system.id;
      await Promise.all([
        liveThrough(callers),
        liveThrough(callers),
        useAndStopUsing(callers, registered).then(() => deregisterAndRegisterAgain(callers, registered)),
        letExpireAndRegister(callers, waiting),
      ]);
      waiting = (await add(callers)).system.id;
    },
    STEP_MS,
  );

  it(
    'ends with this release alone',
    async () => {
      for (const service of SERVICES) await whileRegistering(platform.rollForward(service, 'first'));
      await Promise.all([
        liveThrough(callers),
        deregisterAndRegisterAgain(callers, registered),
        letExpireAndRegister(callers, waiting),
      ]);
    },
    STEP_MS,
  );

  it(
    'can be taken back: the release before goes on with what this one has written',
    async () => {
      for (const service of SERVICES) await whileRegistering(platform.rollBack(service, 'second'));
      await Promise.all([liveThrough(callers), deregisterAndRegisterAgain(callers, registered)]);
    },
    STEP_MS,
  );

  it(
    'both gateways sent every event once, in the same order',
    async () => {
      const ids = () => followers.map(({ received }) => received.map(({ id }) => id));
      await eventually(() => new Set(ids().map(({ length }) => length)).size === 1, { deadlineMs: 30_000 });
      const [first = [], second] = ids();
      expect(second).toEqual(first);
      expect(new Set(first).size).toBe(first.length);
      const counts = (name: string) => followers[0]!.received.filter(({ type }) => type.includes(`.${name}.`)).length;
      expect(counts('SystemAdded')).toBeGreaterThan(SERVICES.length * 2);
      expect(counts('IntegrationTokenExpired')).toBeGreaterThanOrEqual(2);
    },
    STEP_MS,
  );
});
