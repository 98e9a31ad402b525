import type { components } from '@system-landscape/api-client';
import { dataOf } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';

export type ProjectionStatus = components['schemas']['ProjectionStatusShape'];

/** Prints the state of the read model and of its shadow tables. */
export async function projectionStatus(context: CliContext): Promise<void> {
  const api = await context.api();
  const status = dataOf(await api.GET('/v1/operations/projection'));
  await context.terminal.result(status, () => formatStatus(status));
}

export function formatStatus({
  position,
  storage,
  schema,
  eventsPerSecond,
  caughtUp,
  events,
  quarantined = 0,
  beside: shadow,
}: ProjectionStatus): string {
  return (
    `${caughtUp ? 'Caught up' : 'Behind the log'} at position ${position}: ${events} events; ${eventsPerSecond} events/s.\n` +
    `${shadow ? `${SHADOW_STATUS[shadow.role]} They are at position ${shadow.position}: ${shadow.events} events.\n` : ''}` +
    `${quarantined === 0 ? '' : `${quarantined} streams are in quarantine: landscape quarantine list shows them.\n`}` +
    `${storage}, schema ${schema}`
  );
}

const SHADOW_STATUS = {
  building: 'A rebuild is filling the shadow tables.',
  ready: 'The rebuilt shadow tables are ready: verify compares them, switch makes them live.',
  before: 'The previous tables are kept: rollback makes them live again, discard removes them.',
} as const;
