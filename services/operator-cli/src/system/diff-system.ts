import type { AsOf, SystemRecord } from '@system-landscape/system-view';
import type { CliContext } from '../cli-context.js';
import { printable } from '../terminal/terminal.js';
import { flat } from './flat.js';
import { pastOfSystem, systemAsOf } from './past-of-system.js';

/** What of a system differs between two places of its past. */
export interface Change {
  /** Path of the value, such as `system.registration.step`. */
  readonly member: string;
  /** Null where it is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** How a system has changed from one place to another, and the events in between. */
export async function diffSystem(
  context: CliContext,
  systemId: string,
  from: AsOf,
  to: AsOf | undefined,
): Promise<void> {
  const past = await pastOfSystem(await context.eventStore(), systemId, context.signal);
  const changes = changesBetween(systemAsOf(past, from, systemId), systemAsOf(past, to, systemId));
  const { terminal } = context;
  const { red, green } = terminal.colours;
  await terminal.result({ systemId, changes }, () =>
    changes.length === 0
      ? 'Nothing has changed.'
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
  const [old, young] = [flat(before), flat(after)];
  const members = [...new Set([...old.keys(), ...young.keys()])].sort();
  return members
    .map((member) => ({ member, before: old.get(member) ?? null, after: young.get(member) ?? null }))
    .filter((change) => change.before !== change.after);
}
