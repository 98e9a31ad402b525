import type { StepProgress } from '@system-landscape/domain';
import type { TenantAnswer } from '@system-landscape/tenant-connector';
import * as fc from 'fast-check';
import { outcomeOf, type Pace } from './outcome.js';

const NOW = new Date('2026-01-05T10:00:00.000Z');
const PACE: Pace = { retryInitialMs: 500, retryMaxMs: 60_000, pollInitialMs: 250, pollMaxMs: 30_000 };
const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);
const progress = (more: Partial<StepProgress> = {}): StepProgress => ({
  step: 'establish-trust',
  try: 1,
  state: 'REQUESTED',
  nextActionAt: NOW.toISOString(),
  polls: 0,
  ...more,
});
const outcome = (answer: TenantAnswer, at = progress(), random = 0.5) => outcomeOf(answer, at, PACE, NOW, () => random);
const BUSY = { code: 'TENANT_BUSY', message: 'Busy', httpStatus: 429 };

describe('outcomeOf', () => {
  it('polls an accepted step after the initial delay, never before the tenant’s Retry-After', () => {
    const accepted = { kind: 'accepted', location: 'http://tenant/1' } as const;
    expect(outcome(accepted)).toEqual({ ...accepted, nextActionAt: later(250) });
    expect(outcome({ ...accepted, retryAfterMs: 7_000 })).toMatchObject({ nextActionAt: later(7_000) });
    expect(outcome({ ...accepted, retryAfterMs: 0 })).toMatchObject({ nextActionAt: later(250) });
  });

  it('polls a step in progress with exponential delays up to the maximum', () => {
    const polled = (polls: number) =>
      outcome({ kind: 'in-progress' }, progress({ state: 'ACCEPTED', location: 'http://tenant/1', polls }));
    expect(polled(0)).toEqual({ kind: 'accepted', location: 'http://tenant/1', nextActionAt: later(500) });
    expect(polled(3)).toMatchObject({ nextActionAt: later(4_000) });
    expect(polled(1_000)).toMatchObject({ nextActionAt: later(30_000) });
  });

  it.each([0, 250, 1_000])(
    'slows the polls of an attempt down even if the tenant asks for one after %i ms each time: each is an event',
    (retryAfterMs) => {
      const deadline = later(7 * 24 * 3_600_000).getTime();
      let [polls, now] = [0, NOW];
      for (; now.getTime() < deadline; polls += 1) {
        const at = progress({ state: 'ACCEPTED', location: 'http://tenant/1', polls });
        const answered = outcomeOf({ kind: 'in-progress', retryAfterMs }, at, PACE, now, () => 0.5);
        now = (answered as { nextActionAt: Date }).nextActionAt;
      }
      // One in 30 s, and a few in the beginning.
      expect(polls).toBeLessThan((7 * 24 * 3_600) / 30 + 10);
    },
  );

  it('polls a step in progress not before the tenant’s Retry-After', () => {
    const at = progress({ state: 'ACCEPTED', location: 'http://tenant/1', polls: 1 });
    expect(outcome({ kind: 'in-progress', retryAfterMs: 90_000 }, at)).toMatchObject({ nextActionAt: later(90_000) });
  });

  it('retries a transient failure with back-off and jitter, never before the tenant’s Retry-After', () => {
    expect(outcome({ kind: 'transient', reason: BUSY }, progress({ try: 3 }))).toEqual({
      kind: 'transient',
      reason: BUSY,
      nextActionAt: later(1_000),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 0, max: 3_600_000 }),
        (number, random, retryAfterMs) => {
          const answered = outcome(
            { kind: 'transient', reason: BUSY, retryAfterMs },
            progress({ try: number }),
            random,
          );
          const wait = (answered as { nextActionAt: Date }).nextActionAt.getTime() - NOW.getTime();
          expect(wait).toBeGreaterThanOrEqual(retryAfterMs);
          expect(wait).toBeLessThanOrEqual(Math.max(retryAfterMs, PACE.retryMaxMs));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('makes an unknown answer permanent, with its raw value', () => {
    expect(outcome({ kind: 'unknown-answer', raw: 'HTTP 200 {"state":"HALF_DONE"}' })).toMatchObject({
      kind: 'permanent',
      reason: { code: 'UNKNOWN_ANSWER', raw: 'HTTP 200 {"state":"HALF_DONE"}' },
    });
  });

  it('schedules no next action for completed, refused and fenced', () => {
    expect(outcome({ kind: 'completed', fencingNumber: 1 })).toEqual({ kind: 'completed' });
    expect(outcome({ kind: 'permanent', reason: BUSY })).toEqual({ kind: 'permanent', reason: BUSY });
    expect(outcome({ kind: 'fenced' })).toMatchObject({ kind: 'permanent', reason: { code: 'FENCED' } });
  });
});
