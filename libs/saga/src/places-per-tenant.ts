/** Concurrent calls to one tenant. */
const CALLS_PER_TENANT = 16;

/** Limits of one tenant: it occupies at most a quarter of the process's concurrency, even if all its calls hang. */
export function placesPerTenant(stepConcurrency: number): {
  readonly concurrentCalls: number;
  readonly waitingCalls: number;
} {
  const places = Math.max(1, Math.floor(stepConcurrency / 4));
  const concurrentCalls = Math.min(CALLS_PER_TENANT, places);
  return { concurrentCalls, waitingCalls: places - concurrentCalls };
}
