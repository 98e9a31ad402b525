/** Calls to one tenant at the same time. */
const CALLS_PER_TENANT = 16;

/** A tenant that lets calls hang holds a quarter of the process's places, so that the others go on. */
export function placesPerTenant(stepConcurrency: number): {
  readonly concurrentCalls: number;
  readonly waitingCalls: number;
} {
  const places = Math.max(1, Math.floor(stepConcurrency / 4));
  const concurrentCalls = Math.min(CALLS_PER_TENANT, places);
  return { concurrentCalls, waitingCalls: places - concurrentCalls };
}
