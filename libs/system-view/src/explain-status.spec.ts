import type { Recorded, SystemEvent } from '@system-landscape/domain';
import {
  actions,
  at,
  DAY,
  failed,
  HISTORIES,
  pending,
  perform,
  recorded,
  registered,
  requested,
  streamOf,
  T0,
} from '@system-landscape/domain/testing';
import * as fc from 'fast-check';
import { eventsOfStatus, explainStatus, STATUS_AFTER, type HistoricEvent } from './explain-status.js';
import { foldSystemRecord } from './fold-system-record.js';
import { SystemRecordFold } from './system-record.js';

const historyOf = (events: readonly (SystemEvent | Recorded<SystemEvent>)[]): HistoricEvent[] =>
  events.map((event, revision) => ({
    event: 'metadata' in event ? event : recorded(event),
    id: `e${revision}`,
    revision,
    position: String(100 * revision),
  }));
const explain = (history: readonly HistoricEvent[], now = T0) => {
  const { system } = foldSystemRecord(history, history[0]!.event.data.systemId)!;
  return explainStatus(system, eventsOfStatus(history), now);
};
const traced = (event: SystemEvent, $causationId: string) => recorded(event, { $causationId });

describe('Why a system is in its status', () => {
  it('knows every event that sets a status, and no other one, in any history', () => {
    fc.assert(
      fc.property(actions, (todo) => {
        const folds = new Map<string, SystemRecordFold>();
        for (const [revision, event] of streamOf(perform(todo)).entries()) {
          const { systemId } = event.data;
          const fold = folds.get(systemId) ?? new SystemRecordFold();
          folds.set(systemId, fold);
          const before = fold.status;
          fold.add(event, { position: '1', version: revision + 1 });
          const sets = event.type in STATUS_AFTER ? STATUS_AFTER[event.type as keyof typeof STATUS_AFTER] : undefined;
          const isCancelled = event.type === 'RegistrationCancelled' && fold.status === 'DEREGISTERED';
          expect(isCancelled ? fold.status : (sets ?? before)).toBe(fold.status);
        }
      }),
      { numRuns: HISTORIES },
    );
  });

  it('M-13: tells that the token has expired, recorded or not', () => {
    expect(explain(historyOf(pending()), at(30 * DAY)).statusDetail).toMatch(/expired/);
  });

  it('follows the named cause, and time where a sweep is, back to the request', () => {
    const [added, issued, redeemed, started, asked, completed] = registered();
    const events = [added!, issued!, redeemed!, started!, asked!, traced(completed!, 'e4')];
    const { causes, leftOut } = explain(historyOf([...events, traced(registered().at(-1)!, 'sweep-1')]));
    expect(causes.map(({ type, because }) => [type, because])).toEqual([
      ['SystemRegistered', 'time'],
      ['RegistrationStepCompleted', 'event'],
      ['RegistrationStepRequested', 'request'],
    ]);
    expect(leftOut).toBe(0);
  });

  it.each([150, 5_000])('shows a hundred causes of a system that was polled %d times, and the request', (polls) => {
    const begun = registered().slice(0, 4);
    const polled = Array.from({ length: polls }, (_, n) =>
      traced(requested('Registration', 1, 'establish-trust'), `sweep-${n}`),
    );
    const { causes, leftOut } = explain(historyOf([...begun, ...polled, traced(failed().at(-1)!, 'sweep')]));
    expect(causes).toHaveLength(100);
    expect(causes.at(0)).toMatchObject({ type: 'RegistrationFailed', because: 'time' });
    expect(causes.at(-2)).toMatchObject({ because: 'time' });
    expect(causes.at(-1)).toMatchObject({ type: 'RegistrationStarted', because: 'request' });
    expect(leftOut).toBe(polls - 98);
  });
});
