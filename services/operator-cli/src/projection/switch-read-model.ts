import { answered } from '../connections/operator-api.js';
import type { Desk } from '../desk.js';
import { tell } from './projection-status.js';

/** Has the rebuilt read model answer. @throws Trouble when none is ready */
export async function switchReadModel(desk: Desk): Promise<void> {
  const api = await desk.api();
  const status = answered(await api.POST('/v1/operations/projection/switch', { body: {} }));
  await desk.terminal.result(status, () => tell(status));
}

/** Has the read model of before the switch answer again. @throws Trouble when it is gone */
export async function rollBackReadModel(desk: Desk): Promise<void> {
  const api = await desk.api();
  const status = answered(await api.POST('/v1/operations/projection/rollback', { body: {} }));
  await desk.terminal.result(status, () => tell(status));
}

/** Gives up the read model beside the one that answers. */
export async function discardReadModel(desk: Desk): Promise<void> {
  const api = await desk.api();
  answered(await api.DELETE('/v1/operations/projection/rebuild'));
  await desk.terminal.result({ beside: null }, () => 'Only the read model that answers is there.');
}
