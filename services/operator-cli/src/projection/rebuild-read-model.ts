import { setTimeout as pause } from 'node:timers/promises';
import { answered } from '../connections/operator-api.js';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';
import { tell } from './projection-status.js';

const LOOK_EVERY_MS = 500;

export interface RebuildOptions {
  /** Do not wait until it is ready. */
  readonly detach?: boolean;
}

/**
 * Has the read model made anew and shows how far that is; one that is under way goes on.
 * @throws CliError when the operator stops looking, or somebody has discarded it
 */
export async function rebuildReadModel(context: CliContext, { detach = false }: RebuildOptions): Promise<void> {
  const { terminal, signal } = context;
  const api = await context.api();
  let status = answered(await api.POST('/v1/operations/projection/rebuild', { body: {} }));
  if (!detach) {
    const progress = terminal.progress('Rebuilding', BigInt(status.events), 'events');
    try {
      while (status.beside?.role === 'building') {
        // The log grows meanwhile.
        progress.to(BigInt(status.beside.events), BigInt(status.events));
        await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) throw new CliError('It goes on by itself: projection status says how far it is.');
        status = answered(await api.GET('/v1/operations/projection'));
      }
    } finally {
      progress.stop();
    }
    if (!status.beside) throw new CliError('The rebuild was discarded.');
  }
  await terminal.result(status, () => tell(status));
}
