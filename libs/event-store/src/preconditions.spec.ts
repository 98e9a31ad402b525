import { stateTag, systemEntityTag } from '@system-landscape/contracts';
import { Refusal } from '@system-landscape/domain';
import { actions, perform, streamOf, type Action } from '@system-landscape/domain/testing';
import { foldSystemRecord, systemAt, tenantHasSomeOtherSystem } from '@system-landscape/system-view';
import * as fc from 'fast-check';
import { systemResource, unlessChanged } from './preconditions.js';

const proceed = (pick: number, outcome: Action['outcome'] = 'completed'): Action => ({
  ...{ do: 'proceed', pick, outcome, fits: true, clock: 0 },
});

/** A registration fails, its system is removed and its name registered again; then the reversal is recorded. */
function lateReversalOfAFormerLife(): Action[] {
  const events = [proceed(0), proceed(0), proceed(0, 'permanent'), proceed(0), proceed(4), proceed(0)];
  return [...events, { ...proceed(1), do: 'record-reversal', fits: false }];
}

const YEAR_MS = 365 * 86_400_000;

it('M-13: the tag of the state that a service decides on is that of the view, at every moment of any history', () => {
  fc.assert(
    fc.property(actions, (todo) => {
      const performed = perform(todo);
      for (const [index, { after: state, now }] of performed.entries()) {
        if (state.status === 'NONE') continue;
        // By place, not by time: the clock may be set back between two actions.
        const upTo = performed.slice(0, index + 1);
        const placed = streamOf(upTo).map((event, revision) => ({ event, revision, position: null }));
        const { system } = foldSystemRecord(placed, state.systemId)!;
        for (const moment of [now, new Date(now.getTime() + YEAR_MS)]) {
          const { tag } = systemResource(state, moment);
          const view = systemAt(system, moment);
          expect(tag).toBe(systemEntityTag(view));
          const warned = systemEntityTag({ ...view, warnings: tenantHasSomeOtherSystem('my300001') });
          expect(warned).not.toBe(tag);
          expect(tag).toBe(stateTag(warned));
        }
      }
    }),
    { numRuns: 100, examples: [[lateReversalOfAFormerLife()]] },
  );
});

describe('a decision under preconditions', () => {
  const current = { exists: true, tag: '"a"' };
  const failing = { ifMatch: ['"b"'] };

  it('is made where they hold, or where there are none', () => {
    expect(unlessChanged({ ifMatch: ['"a"'] }, current, [])).toEqual([]);
    expect(unlessChanged(undefined, current, [])).toEqual([]);
  });

  it.each([
    ['what would be done', []],
    ['another refusal', new Refusal('CANCEL_BLOCKED_STATUS', 'No.')],
  ])('is PRECONDITION_FAILED in place of %s', (_, decision) => {
    expect(unlessChanged(failing, current, decision)).toMatchObject({ code: 'PRECONDITION_FAILED' });
  });

  it('says first that there is nothing', () => {
    expect(unlessChanged(failing, current, new Refusal('NOT_FOUND', 'No.'))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
