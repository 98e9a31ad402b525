import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Time limit in ms, default 60,000. */
  deadlineMs?: number;
  /** Pause between two checks in ms, default 50. */
  everyMs?: number;
  /** Name of the condition in the error message. */
  what?: string;
}

/**
 * Polls a condition until it returns something truthy, and returns that. A condition that throws, such as an `expect`, is
 * not met yet.
 * @throws Error with the name of the condition and the result of its last check, after the time limit
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { deadlineMs = 60_000, everyMs = 50, what }: EventuallyOptions = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + deadlineMs;
  for (let checks = 1; ; checks += 1) {
    let last: string;
    let cause: unknown;
    try {
      const result = await condition();
      if (result) return result;
      last = `it returned ${JSON.stringify(result) ?? 'undefined'}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      cause = error;
    }
    if (performance.now() >= deadline) {
      const waitedFor = what ?? condition.toString().replace(/\s+/g, ' ').slice(0, 200);
      throw new Error(`Not within ${deadlineMs} ms (${checks} checks): ${waitedFor}\nLast check: ${last}`, { cause });
    }
    await delay(everyMs);
  }
}
