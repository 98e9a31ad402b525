import { answered } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';
import { tell } from './projection-status.js';

/** Has the rebuilt read model answer. @throws CliError when none is ready */
export async function switchReadModel(context: CliContext): Promise<void> {
  const api = await context.api();
  const status = answered(await api.POST('/v1/operations/projection/switch', { body: {} }));
  await context.terminal.result(status, () => tell(status));
}

/** Has the read model of before the switch answer again. @throws CliError when it is gone */
export async function rollBackReadModel(context: CliContext): Promise<void> {
  const api = await context.api();
  const status = answered(await api.POST('/v1/operations/projection/rollback', { body: {} }));
  await context.terminal.result(status, () => tell(status));
}

/** Gives up the read model beside the one that answers. */
export async function discardReadModel(context: CliContext): Promise<void> {
  const api = await context.api();
  answered(await api.DELETE('/v1/operations/projection/rebuild'));
  await context.terminal.result({ beside: null }, () => 'Only the read model that answers is there.');
}
