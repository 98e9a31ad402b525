import { circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel';
import { setTimeout as pause } from 'node:timers/promises';
import { MonotonicPause } from './monotonic-pause.js';

const OPEN_MS = 20;

describe('a circuit', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['set back an hour', -3_600_000],
    ['set ahead an hour', 3_600_000],
  ])('is open for its time although the wall clock is %s', async (_, shiftMs) => {
    const circuit = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(1),
      halfOpenAfter: new MonotonicPause(OPEN_MS),
    });
    const openedAt = performance.now();
    await expect(circuit.execute(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    const wall = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(wall + shiftMs);

    let refused = 0;
    for (;;) {
      const result = await circuit.execute(() => Promise.resolve('up')).catch(() => undefined);
      if (result === 'up') break;
      refused += 1;
      await pause(1);
    }
    expect(refused).toBeGreaterThan(0);
    expect(performance.now() - openedAt).toBeGreaterThanOrEqual(OPEN_MS);
  });
});
