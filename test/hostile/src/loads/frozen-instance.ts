import { setTimeout as pause } from 'node:timers/promises';
import type { Load } from '../load.js';

const FROZEN_MS = 10_000;
const THAWED_MS = 10_000;

/** One of two instances of token issuance stands still, again and again; the supervisor may replace it meanwhile. */
export const frozenInstance: Load = {
  name: 'frozen-instance',
  does: 'SIGSTOP and SIGCONT of one of two instances of a service',
  burst: async ({ platform }, tally, signal) => {
    const instance = Object.keys(platform.components()).find((name) => /^token-issuance-?2$/.test(name));
    if (instance === undefined) return;
    const pid = platform.pid(instance);
    tally.count(stop(pid, 'SIGSTOP') ? 'frozen' : 'gone');
    // Rejects only for the abort; then it is thawed, too.
    await pause(FROZEN_MS, undefined, { signal }).catch(() => undefined);
    tally.count(stop(pid, 'SIGCONT') ? 'thawed' : 'replaced');
    await pause(THAWED_MS, undefined, { signal }).catch(() => undefined);
  },
};

/** @returns false when the process does not exist any more */
function stop(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
