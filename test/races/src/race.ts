import type { Answer } from '@system-landscape/e2e';
import { inParallel } from '@system-landscape/e2e';

/** Number of rounds of each race. */
export const ROUNDS = Number(process.env['RACE_ROUNDS'] ?? 12);
const ROUNDS_AT_ONCE = 6;

export type Runner = () => Promise<Answer>;

/** Runs a race several times and counts the outcomes: `'202 | 409 TOKEN_USED'` → 7. */
export async function race(round: () => Promise<string>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const outcome of await inParallel(ROUNDS, ROUNDS_AT_ONCE, round)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

let startedFirst = 0;

/** Starts two requests together, in alternating order. Returns the responses in the order of the arguments. */
export async function atOnce(one: Runner, other: Runner): Promise<readonly [Answer, Answer]> {
  startedFirst += 1;
  if (startedFirst % 2 === 0) return Promise.all([one(), other()]);
  const [second, first] = await Promise.all([other(), one()]);
  return [first, second];
}

/** `202`, or `409 TOKEN_USED`. */
export function outcomeOf({ status, body }: Answer): string {
  return status < 400 ? String(status) : `${status} ${String(body['code'])}`;
}
