import { Refusal, type Recorded, type SystemEvent } from '@system-landscape/domain';
import { actions, NAME_ID, perform, streamOf, SYSTEM, type Action } from '@system-landscape/domain/testing';
import * as fc from 'fast-check';
import { History, type Outcome } from './history.js';
import { THIS_RELEASE, type Policy } from './policy.js';

function outcomesOf(events: readonly Recorded<SystemEvent>[], policy: Partial<Policy> = {}): Outcome[] {
  const history = new History(NAME_ID, { ...THIS_RELEASE, ...policy });
  for (const [index, event] of events.entries()) history.add(event, String(index + 1));
  return history.end();
}

/** The events of a system after `steps` actions; the tenant accepts all steps but possibly the last one. */
function story(steps: number, lastAnswer: Action['outcome'] = 'completed'): Recorded<SystemEvent>[] {
  const proceed: Action = { do: 'proceed', pick: 0, fits: true, outcome: 'completed', clock: 1_000 };
  return streamOf(
    perform(
      Array.from({ length: steps }, (_, at) => (at === steps - 1 ? { ...proceed, outcome: lastAnswer } : proceed)),
    ),
  );
}

describe('Recorded commands, decided again', () => {
  it('lead to the recorded status under the decisions of this release, for any history', () => {
    fc.assert(
      fc.property(actions, (todo) => {
        // Recorded events hold their own time, so a clock that goes backwards cannot be reproduced.
        const forward = todo.map((action) => ({ ...action, clock: Math.abs(action.clock) }));
        for (const { recorded, whatIf, first } of outcomesOf(streamOf(perform(forward)))) {
          expect([whatIf, first]).toEqual([recorded, null]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('name the first decision that differs, with the reason', () => {
    const redeemToken: Policy['redeemToken'] = () => new Refusal('TOKEN_TYPE_MISMATCH', 'Not in our house.');
    expect(outcomesOf(story(6), { redeemToken })).toEqual([
      {
        systemId: SYSTEM,
        globalAccountId: 'ga-demo',
        name: expect.any(String) as string,
        recorded: 'REGISTERED',
        whatIf: 'PENDING',
        first: {
          position: '3',
          recorded: ['IntegrationTokenRedeemed', 'RegistrationStarted', 'RegistrationStepRequested'],
          whatIf: { code: 'TOKEN_TYPE_MISMATCH', detail: 'Not in our house.' },
        },
      },
    ]);
  });

  it('recognize a refusal of a module that has its own class for refusals', () => {
    class RefusalOfAnotherBuild extends Error {
      override readonly name = 'Refusal';
      readonly code = 'TOKEN_INVALID';
    }
    const redeemToken = (() => new RefusalOfAnotherBuild('Not known here.')) as unknown as Policy['redeemToken'];
    expect(outcomesOf(story(6), { redeemToken })).toMatchObject([
      { whatIf: 'PENDING', first: { whatIf: { code: 'TOKEN_INVALID', detail: 'Not known here.' } } },
    ]);
  });

  it('continue from the state under the policy: an ignored failure leaves the registration pending', () => {
    const recordRegistrationStep: Policy['recordRegistrationStep'] = (report, state) =>
      report.outcome.kind === 'permanent' ? [] : THIS_RELEASE.recordRegistrationStep(report, state);
    const [outcome] = outcomesOf(story(3, 'permanent'), { recordRegistrationStep });
    expect(outcome).toMatchObject({ recorded: 'ERROR', whatIf: 'PENDING', first: { whatIf: [] } });
  });

  it('treat the second life of a name as its first when the policy refuses the first', () => {
    let refused = false;
    const registerSystem: Policy['registerSystem'] = (command, state) => {
      if (refused) return THIS_RELEASE.registerSystem(command, state);
      refused = true;
      return new Refusal('NAME_IN_USE', 'Not this time.');
    };
    const todo = fc.sample(actions, { numRuns: 500, seed: 7 }).map((each) => streamOf(perform(each)));
    const twice = todo.find((events) => outcomesOf(events).filter(({ recorded }) => recorded !== null).length >= 2)!;
    const [first, second] = outcomesOf(twice, { registerSystem });
    expect([first!.whatIf, second!.whatIf]).toEqual([null, second!.recorded]);
  });

  it.each([
    ['PENDING', story(2)],
    ['REGISTERED', story(6)],
    ['ERROR', story(6, 'permanent')],
    ['DEREGISTERED', story(11)],
  ])('know the final status of a system: %s', (status, events) => {
    expect(outcomesOf(events).map(({ recorded, whatIf }) => [recorded, whatIf])).toEqual([[status, status]]);
  });
});
