import { startDeregistration } from '@system-landscape/domain';
import { HOUR, MINUTE, registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { AssignmentHarness } from './testing/assignment-harness.js';

/** How often each race is run; `RACE_ROUNDS=500` for the long form. */
const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 8);
const SYSTEMS = 4;

let harness: AssignmentHarness;

beforeAll(async () => {
  harness = await AssignmentHarness.start();
  await harness.startInstance();
  await harness.startInstance();
});
afterAll(() => harness.stop());

const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'fulfilled' ? 'ok' : (outcome.reason as { code: string }).code;
const timeout = 300_000 + ROUNDS * 2_000;

describe('races over two instances', () => {
  it(
    'M-24 N-06: a formation that is deleted while systems join ends without members, and no call gets a server error',
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { formation } = await harness.create();
        const systems = await Promise.all(Array.from({ length: SYSTEMS }, () => harness.given(registered())));
        const includes = systems.map((systemId) => () => harness.include(formation.id, systemId));
        const calls = [...includes, () => harness.delete(formation.id)];
        // Each round begins with another call.
        const rotated = [...calls.slice(round % calls.length), ...calls.slice(0, round % calls.length)];
        const outcomes = (await Promise.allSettled(rotated.map((call) => call()))).map(codeOf);
        expect(outcomes.filter((code) => code !== 'ok' && code !== 'NOT_FOUND')).toEqual([]);
        expect(await harness.formationStatus(formation.id)).toBe('DELETED');
        // In every other round the name is used again, and the earlier members must be excluded all the same.
        if (round % 2 === 1) await harness.create({ name: formation.name });
        const memberships = () => Promise.all(systems.map((systemId) => harness.formationsOf(systemId)));
        await eventually(async () => (await memberships()).flat().length === 0);
      }
    },
    timeout,
  );

  it(
    'M-24: of a new reference and a concurrent deregistration one is accepted, the other is refused with its reason',
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { formation } = await harness.create();
        const systemId = await harness.given(registered());
        const refer = () => (round % 2 ? harness.include(formation.id, systemId) : harness.configure(systemId));
        const deregister = () =>
          harness.appendToSystem(systemId, (state) =>
            startDeregistration(
              { systemId, startedBy: 'account', deadlineMs: HOUR, watchdogMs: MINUTE, now: harness.clock.now() },
              state,
            ),
          );
        const first = round % 4 < 2;
        const outcomes = await Promise.allSettled(first ? [refer(), deregister()] : [deregister(), refer()]);
        const [reference, deregistration] = (first ? outcomes : outcomes.reverse()).map(codeOf);
        expect([
          ['ok', 'DEREGISTER_BLOCKED_REFERENCES'],
          ['SYSTEM_NOT_REGISTERED', 'ok'],
        ]).toContainEqual([reference, deregistration]);
      }
    },
    timeout,
  );
});
