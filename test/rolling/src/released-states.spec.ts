import {
  evolveSystem,
  initialSystemState,
  SYSTEM_FOLD_VERSION,
  systemStateAsJson,
  systemStateFromJson,
  type Recorded,
  type SystemEvent,
} from '@system-landscape/domain';
import {
  evolveSystemRecord,
  foldSystemRecord,
  type PlacedEvent,
  type SystemRecord,
} from '@system-landscape/system-view';
import { REPOSITORY_ROOT } from '@system-landscape/test-support';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the release before has stored of a system: its events, a snapshot, and the row of the read model. */
interface Stored {
  readonly events: readonly PlacedEvent<string>[];
  readonly foldVersion: number;
  readonly state: Readonly<Record<string, unknown>>;
  /** Before the last event; null before the first one of the system. */
  readonly before: SystemRecord | null;
  readonly record: SystemRecord;
}

const systems = (
  JSON.parse(readFileSync(join(REPOSITORY_ROOT, 'test/rolling/released/systems.json'), 'utf8')) as Stored[]
).map((stored, index) => [`${index + 1}, ${stored.record.system.status}`, stored] as const);
const eventsOf = ({ events }: Stored): Recorded<SystemEvent>[] => events.map(({ event }) => event);
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as object;

describe('a system of the release before', () => {
  it('there is one in every status', () => {
    const statuses = new Set(systems.map(([, { record }]) => record.system.status));
    expect([...statuses].sort()).toEqual(
      ['DEREGISTERED', 'DEREGISTERING', 'DEREGISTER_ERROR', 'ERROR', 'PENDING', 'REGISTERED', 'REMOVED'].sort(),
    );
  });

  it.each(systems)('%s: both releases see the same in its events', (_, stored) => {
    const { systemId } = stored.events.at(-1)!.event.data;
    expect(asJson(foldSystemRecord(stored.events, systemId))).toMatchObject(stored.record);
    const state = eventsOf(stored).reduce(evolveSystem, initialSystemState);
    expect(asJson(systemStateAsJson(state))).toMatchObject(stored.state);
  });

  it.each(systems)('%s: its snapshot is read as the state that its events give, or is ignored', (_, stored) => {
    if (stored.foldVersion !== SYSTEM_FOLD_VERSION) return;
    const state = eventsOf(stored).reduce(evolveSystem, initialSystemState);
    expect(asJson(systemStateAsJson(systemStateFromJson(stored.state)))).toEqual(asJson(systemStateAsJson(state)));
  });

  it.each(systems)('%s: its row in the read model is continued', (_, { events, before, record }) => {
    const { event, position, revision } = events.at(-1)!;
    const next = evolveSystemRecord(before ?? undefined, event, { position, version: revision + 1 });
    expect(asJson(next)).toMatchObject(record);
  });
});
