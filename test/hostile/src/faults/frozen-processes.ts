import { setTimeout as pause } from 'node:timers/promises';
import type { LocalPlatform } from '@system-landscape/local';
import type { Fault } from '../fault.js';
import type { Tally } from '../tally.js';

/** One of several instances is frozen for longer than NATS waits for it; what there is one of, for less than a deadline. */
const ONE_OF_SEVERAL_MS = 10_000;
const THE_ONLY_ONE_MS = 4_000;

/** Processes that stand still, and go on afterwards; the supervisor may replace them meanwhile. */
export const FROZEN_PROCESSES: readonly Fault[] = [
  {
    name: 'frozen-token-issuance',
    does: 'SIGSTOP of one of two instances of token issuance, for 10 s',
    everySeconds: 10,
    happen: (...where) => freeze('token-issuance-2', ONE_OF_SEVERAL_MS, ...where),
  },
  {
    name: 'frozen-registration',
    does: 'SIGSTOP of one of two instances of registration, for 10 s',
    everySeconds: 13,
    happen: (...where) => freeze('registration-2', ONE_OF_SEVERAL_MS, ...where),
  },
  {
    name: 'frozen-nats',
    does: 'SIGSTOP of nats-server, for 4 s',
    everySeconds: 25,
    happen: (...where) => freeze('nats', THE_ONLY_ONE_MS, ...where),
  },
  {
    name: 'frozen-event-store',
    does: 'SIGSTOP of the event store, for 4 s',
    everySeconds: 35,
    happen: (...where) => freeze('event-store', THE_ONLY_ONE_MS, ...where),
  },
];

async function freeze(
  name: string,
  forMs: number,
  platform: LocalPlatform,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const pid = platform.components()[name]?.pid;
  if (pid === undefined) return tally.count('not running');
  tally.count(send(pid, 'SIGSTOP') ? 'frozen' : 'gone');
  // Rejects only for the abort; then it is thawed, too.
  await pause(forMs, undefined, { signal }).catch(() => undefined);
  tally.count(send(pid, 'SIGCONT') ? 'thawed' : 'replaced');
}

/** @returns false when the process does not exist any more */
function send(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
