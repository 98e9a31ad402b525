import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Bound in ms, default 20,000. */
  deadlineMs?: number;
  /** Pause between two looks in ms, default 50. */
  everyMs?: number;
  /** What is waited for, for the error message. */
  what?: string;
}

/**
 * Waits for something that gives no signal: looks again until `condition` answers something truthy, and returns that.
 * A throwing condition (for example an `expect`) counts as "not yet".
 * @throws Error that names what was waited for and what the last look said, when the deadline is over.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { deadlineMs = 20_000, everyMs = 50, what }: EventuallyOptions = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + deadlineMs;
  for (let looks = 1; ; looks += 1) {
    let last: string;
    let cause: unknown;
    try {
      const answer = await condition();
      if (answer) return answer;
      last = `it answered ${JSON.stringify(answer) ?? 'undefined'}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      cause = error;
    }
    if (performance.now() >= deadline) {
      const waitedFor = what ?? condition.toString().replace(/\s+/g, ' ').slice(0, 200);
      throw new Error(`Not within ${deadlineMs} ms (${looks} looks): ${waitedFor}\nLast look: ${last}`, { cause });
    }
    await delay(everyMs);
  }
}
