import { circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel';
import { MonotonicPause } from './monotonic-pause.js';

describe('a circuit', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['set back an hour', -3_600_000],
    ['set ahead an hour', 3_600_000],
  ])('is open for its time although the wall clock is %s', async (_, shiftMs) => {
    let now = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const circuit = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(1),
      halfOpenAfter: new MonotonicPause(5_000),
    });
    await expect(circuit.execute(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
    const wall = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(wall + shiftMs);

    now += 4_999;
    await expect(circuit.execute(() => Promise.resolve('up'))).rejects.toThrow('circuit breaker is open');
    now += 1;
    await expect(circuit.execute(() => Promise.resolve('up'))).resolves.toBe('up');
  });
});
