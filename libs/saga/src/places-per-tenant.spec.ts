import * as fc from 'fast-check';
import { placesPerTenant } from './places-per-tenant.js';

it('one tenant gets at most a quarter of the concurrency, and at least one call', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 1_000 }), (stepConcurrency) => {
      const { concurrentCalls, waitingCalls } = placesPerTenant(stepConcurrency);
      expect(concurrentCalls).toBeGreaterThanOrEqual(1);
      expect(waitingCalls).toBeGreaterThanOrEqual(0);
      expect(concurrentCalls + waitingCalls).toBeLessThanOrEqual(stepConcurrency / 4);
    }),
    { numRuns: 1_000 },
  );
});
