import type { AsOf, SystemRecord } from '@system-landscape/system-view';
import type { Desk } from '../desk.js';
import { Trouble } from '../exit-codes.js';
import { printable } from '../terminal/terminal.js';
import { flat } from './flat.js';
import { pastOfSystem, systemAsOf } from './past-of-system.js';

/** A system as it is, or was. @throws Trouble when there is none, or was none yet */
export async function showSystem(desk: Desk, systemId: string, asOf: AsOf | undefined): Promise<void> {
  const past = await pastOfSystem(await desk.eventStore(), systemId, desk.signal);
  const record = systemAsOf(past, asOf, systemId);
  if (!record)
    throw new Trouble(`There was no system ${systemId} yet. It was added at ${past[0]!.event.metadata.occurredAt}.`);
  const { terminal } = desk;
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
