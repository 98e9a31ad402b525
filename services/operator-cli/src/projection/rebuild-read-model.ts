import { setTimeout as pause } from 'node:timers/promises';
import { answered } from '../connections/operator-api.js';
import type { Desk } from '../desk.js';
import { Trouble } from '../exit-codes.js';
import { tell } from './projection-status.js';

const LOOK_EVERY_MS = 500;

export interface RebuildOptions {
  /** Do not wait until it is ready. */
  readonly detach?: boolean;
}

/**
 * Has the read model made anew and shows how far that is; one that is under way goes on.
 * @throws Trouble when the operator stops looking, or somebody has discarded it
 */
export async function rebuildReadModel(desk: Desk, { detach = false }: RebuildOptions): Promise<void> {
  const { terminal, signal } = desk;
  const api = await desk.api();
  let status = answered(await api.POST('/v1/operations/projection/rebuild', { body: {} }));
  if (!detach) {
    const progress = terminal.progress('Rebuilding', BigInt(status.events), 'events');
    try {
      while (status.beside?.role === 'building') {
        // The log grows meanwhile.
        progress.to(BigInt(status.beside.events), BigInt(status.events));
        await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) throw new Trouble('It goes on by itself: projection status says how far it is.');
        status = answered(await api.GET('/v1/operations/projection'));
      }
    } finally {
      progress.stop();
    }
    if (!status.beside) throw new Trouble('The rebuild was discarded.');
  }
  await terminal.result(status, () => tell(status));
}
