import type { AsOf, SystemRecord } from '@system-landscape/system-view';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';
import { printable } from '../terminal/terminal.js';
import { flat } from './flat.js';
import { pastOfSystem, systemAsOf } from './past-of-system.js';

/** A system as it is, or was. @throws CliError when there is none, or was none yet */
export async function showSystem(context: CliContext, systemId: string, asOf: AsOf | undefined): Promise<void> {
  const past = await pastOfSystem(await context.eventStore(), systemId, context.signal);
  const record = systemAsOf(past, asOf, systemId);
  if (!record)
    throw new CliError(`There was no system ${systemId} yet. It was added at ${past[0]!.event.metadata.occurredAt}.`);
  const { terminal } = context;
  await terminal.result(record, () =>
    terminal.table(
      [],
      [...flat(shownOf(record))].map(([member, value]) => [terminal.colours.bold(member), printable(value)]),
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
