import type { AsOf, SystemRecord } from '@system-landscape/system-view';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';
import { printable } from '../terminal/terminal.js';
import { flatten } from './flatten.js';
import { readHistory, systemShownAsOf } from './system-history.js';

/** Prints a system, now or at a point in time. @throws CliError when it does not exist, or did not exist then */
export async function showSystem(context: CliContext, systemId: string, asOf: AsOf | undefined): Promise<void> {
  const history = await readHistory(await context.eventStore(), systemId, context.signal);
  const record = systemShownAsOf(history, asOf, systemId, new Date());
  if (!record)
    throw new CliError(
      `System ${systemId} did not exist yet. It was added at ${history[0]!.event.metadata.occurredAt}.`,
    );
  const { terminal } = context;
  await terminal.result(record, () =>
    terminal.table(
      [],
      [...flatten(shownOf(record))].map(([member, value]) => [terminal.colours.bold(member), printable(value)]),
    ),
  );
}

function shownOf({ system, extension, waiting, incident }: SystemRecord): object {
  return {
    ...system,
    ...(extension && { extension }),
    ...(waiting && { waiting }),
    ...(incident && { incident }),
  };
}
