import { answered } from '../connections/operator-api.js';
import type { Desk } from '../desk.js';

/** How far the read model is. */
export async function projectionStatus(desk: Desk): Promise<void> {
  const api = await desk.api();
  const status = answered(await api.GET('/v1/operations/projection'));
  const { position, storage, schema, eventsPerSecond, caughtUp } = status;
  await desk.terminal.result(
    status,
    () =>
      `${caughtUp ? 'Caught up' : 'Behind the log'} at position ${position}; ${eventsPerSecond} events/s.\n` +
      `${storage}, schema ${schema}`,
  );
}
