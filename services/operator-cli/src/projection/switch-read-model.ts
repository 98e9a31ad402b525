import { dataOf } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';
import { formatStatus } from './projection-status.js';

/** Makes the rebuilt tables live. @throws CliError when no rebuild is ready */
export async function switchReadModel(context: CliContext): Promise<void> {
  const api = await context.api();
  const status = dataOf(await api.POST('/v1/operations/projection/switch', { body: {} }));
  await context.terminal.result(status, () => formatStatus(status));
}

/** Makes the previous tables live again. @throws CliError when they were discarded */
export async function rollBackReadModel(context: CliContext): Promise<void> {
  const api = await context.api();
  const status = dataOf(await api.POST('/v1/operations/projection/rollback', { body: {} }));
  await context.terminal.result(status, () => formatStatus(status));
}

/** Removes the shadow tables. */
export async function discardReadModel(context: CliContext): Promise<void> {
  const api = await context.api();
  dataOf(await api.DELETE('/v1/operations/projection/rebuild', { body: {} }));
  await context.terminal.result({ beside: null }, () => 'The shadow tables are removed.');
}
