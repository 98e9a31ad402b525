import type { AsOf, SystemRecord } from '@system-landscape/system-view';
import type { CliContext } from '../cli-context.js';
import { printable } from '../terminal/terminal.js';
import { flatten } from './flatten.js';
import { readHistory, systemShownAsOf } from './system-history.js';

/** A value of a system that differs between two points in time. */
export interface Change {
  /** Path of the value, such as `system.registration.step`. */
  readonly member: string;
  /** Null when the value is absent. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Prints the values that changed between two points in time. @param to default: now */
export async function diffSystem(
  context: CliContext,
  systemId: string,
  from: AsOf,
  to: AsOf | undefined,
): Promise<void> {
  const history = await readHistory(await context.eventStore(), systemId, context.signal);
  const now = new Date();
  const changes = changesBetween(
    systemShownAsOf(history, from, systemId, now),
    systemShownAsOf(history, to, systemId, now),
  );
  const { terminal } = context;
  const { red, green } = terminal.colours;
  await terminal.result({ systemId, changes }, () =>
    changes.length === 0
      ? 'No changes.'
      : terminal.table(
          ['', 'before', 'after'],
          changes.map(({ member, before, after }) => [
            member,
            red(printable(before ?? '–')),
            green(printable(after ?? '–')),
          ]),
        ),
  );
}

export function changesBetween(before: SystemRecord | undefined, after: SystemRecord | undefined): Change[] {
  const [old, current] = [flatten(before), flatten(after)];
  const members = [...new Set([...old.keys(), ...current.keys()])].sort();
  return members
    .map((member) => ({ member, before: old.get(member) ?? null, after: current.get(member) ?? null }))
    .filter((change) => change.before !== change.after);
}
