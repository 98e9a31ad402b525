import { startDeregistration } from '@system-landscape/domain';
import { HOUR, MINUTE, registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { AssignmentBench } from './testing/assignment-bench.js';

/** How often each race is run; `RACE_ROUNDS=500` for the long form. */
const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 8);
const SYSTEMS = 4;

let bench: AssignmentBench;

beforeAll(async () => {
  bench = await AssignmentBench.start();
  await bench.startInstance();
  await bench.startInstance();
});
afterAll(() => bench.stop());

const codeOf = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'fulfilled' ? 'ok' : (outcome.reason as { code: string }).code;
const timeout = 60_000 + ROUNDS * 2_000;

describe('races over two instances', () => {
  it(
    'M-24 N-06: include × delete formation: in the end a deleted formation has no member, and nobody gets a 500',
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { formation } = await bench.create();
        const systems = await Promise.all(Array.from({ length: SYSTEMS }, () => bench.told(registered())));
        const includes = systems.map((systemId) => () => bench.include(formation.id, systemId));
        const calls = [...includes, () => bench.delete(formation.id)];
        // Another one is first in each round.
        const turned = [...calls.slice(round % calls.length), ...calls.slice(0, round % calls.length)];
        const outcomes = (await Promise.allSettled(turned.map((call) => call()))).map(codeOf);
        expect(outcomes.filter((code) => code !== 'ok' && code !== 'NOT_FOUND')).toEqual([]);
        expect(await bench.formationStatus(formation.id)).toBe('DELETED');
        // In every other round the name lives on, which must not keep anybody in.
        if (round % 2 === 1) await bench.create({ name: formation.name });
        const memberships = () => Promise.all(systems.map((systemId) => bench.formationsOf(systemId)));
        await eventually(async () => (await memberships()).flat().length === 0);
      }
    },
    timeout,
  );

  it(
    'M-24: include or configure × deregister: one wins, the other is refused with its reason',
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { formation } = await bench.create();
        const systemId = await bench.told(registered());
        const refer = () => (round % 2 ? bench.include(formation.id, systemId) : bench.configure(systemId));
        const deregister = () =>
          bench.appendToSystem(systemId, (state) =>
            startDeregistration(
              { systemId, startedBy: 'account', deadlineMs: HOUR, watchdogMs: MINUTE, now: bench.clock.now() },
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
