import type { components } from '@system-landscape/api-client';
import { answered } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';

export type ProjectionStatus = components['schemas']['ProjectionStatusShape'];

/** How far the read model is, and the one beside it. */
export async function projectionStatus(context: CliContext): Promise<void> {
  const api = await context.api();
  const status = answered(await api.GET('/v1/operations/projection'));
  await context.terminal.result(status, () => tell(status));
}

export function tell({
  position,
  storage,
  schema,
  eventsPerSecond,
  caughtUp,
  events,
  beside,
}: ProjectionStatus): string {
  return (
    `${caughtUp ? 'Caught up' : 'Behind the log'} at position ${position}: ${events} events; ${eventsPerSecond} events/s.\n` +
    `${beside ? `${BESIDE[beside.role]} It is at position ${beside.position}: ${beside.events} events.\n` : ''}` +
    `${storage}, schema ${schema}`
  );
}

const BESIDE = {
  building: 'Another one is being made from the log.',
  ready: 'A rebuilt one is ready: verify compares the two, switch has it answer.',
  before: 'The one of before is kept: rollback has it answer again, discard gives it up.',
} as const;
