import { Problem } from '../problem/problem.js';
import { FAULT_MODES, parseFault } from './fault.js';

describe('parseFault', () => {
  it.each([
    [{ mode: 'ok' }, { mode: 'ok' }],
    [{ mode: 'fail' }, { mode: 'fail', status: 422 }],
    [
      { mode: 'fail-times', times: 3 },
      { mode: 'fail-times', times: 3, status: 503 },
    ],
    [
      { mode: 'slow', delayMs: 0 },
      { mode: 'slow', delayMs: 0 },
    ],
    [{ mode: 'async-poll' }, { mode: 'async-poll', delayMs: 200 }],
    [{ mode: 'async-callback' }, { mode: 'async-callback', delayMs: 200 }],
    [
      { mode: 'down', step: 'activate-extension' },
      { mode: 'down', step: 'activate-extension' },
    ],
  ])('reads %j', (body, fault) => {
    expect(parseFault(body)).toEqual(fault);
  });

  it.each(FAULT_MODES)('accepts %s', (mode) => {
    expect(parseFault({ mode })).toMatchObject({ mode });
  });

  it('reports all errors at once', () => {
    const refusal = (() => {
      try {
        parseFault({ mode: 'broken', step: 'trust', times: 0, delayMs: '5', status: 200, tims: 3 });
      } catch (error) {
        return error as Problem;
      }
      throw new Error('was accepted');
    })();

    expect(refusal.getStatus()).toBe(400);
    const { errors } = refusal.getResponse() as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(['tims', 'mode', 'step', 'times', 'delayMs', 'status']);
  });

  it.each([undefined, null, 'down', ['down']])('refuses %j', (body) => {
    expect(() => parseFault(body)).toThrow(Problem);
  });
});
