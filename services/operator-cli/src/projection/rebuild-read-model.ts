import { setTimeout as pause } from 'node:timers/promises';
import { dataOf } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';
import { formatStatus } from './projection-status.js';

const POLL_INTERVAL_MS = 500;

export interface RebuildOptions {
  /** Do not wait until the rebuild has caught up. */
  readonly detach?: boolean;
}

/**
 * Starts a rebuild of the read model, or joins one that is running, and shows its progress.
 * @throws CliError when the operator stops waiting, or the rebuild is discarded
 */
export async function rebuildReadModel(context: CliContext, { detach = false }: RebuildOptions): Promise<void> {
  const { terminal, signal } = context;
  const api = await context.api();
  let status = dataOf(await api.POST('/v1/operations/projection/rebuild', { body: {} }));
  if (!detach) {
    const progress = terminal.progress('Rebuilding', BigInt(status.events), 'events');
    try {
      while (status.beside?.role === 'building') {
        // The log grows during the rebuild.
        progress.to(BigInt(status.beside.events), BigInt(status.events));
        await pause(POLL_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted)
          throw new CliError(
            'The rebuild continues in the background: landscape projection status shows its progress.',
          );
        status = dataOf(await api.GET('/v1/operations/projection'));
      }
    } finally {
      progress.stop();
    }
    if (!status.beside) throw new CliError('The rebuild was discarded.');
  }
  await terminal.result(status, () => formatStatus(status));
}
