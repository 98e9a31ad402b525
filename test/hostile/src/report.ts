import type { Outcome } from './attack.js';

/** The table of loads and faults, and what became of the well-behaved account. */
export function tableOf({ rows: counted, good, wasServed }: Outcome): string {
  const rows = counted.map(({ name, tally }) => [name, String(tally.sent), String(tally)] as const);
  const head = ['load or fault', 'sent', 'answered'] as const;
  const widths = [0, 1].map((column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (row: readonly [string, string, string]) =>
    `${row[0].padEnd(widths[0]!)}  ${row[1].padStart(widths[1]!)}  ${row[2]}`;
  return [
    '',
    line(head),
    ...rows.map(line),
    '',
    `The well-behaved account registered ${good.registered} systems; its ${good.answers.sent} requests were answered ` +
      `${String(good.answers)}, the slowest after ${(good.slowestMs / 1_000).toFixed(1)} s. ` +
      `The slowest registration took ${(good.slowestRegistrationMs / 1_000).toFixed(1)} s.`,
    ...good.failures.map((failure) => `NOT SERVED: ${failure}`),
    wasServed ? 'It was served throughout.' : 'It was NOT served throughout.',
  ].join('\n');
}
