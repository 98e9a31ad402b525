import type { HistoryItem, Step } from '../platform/platform.js';

/** The steps of a registration, in order; a deregistration takes them back in reverse. */
const STEPS: readonly Step[] = [
  'establish-trust',
  'create-communication-system',
  'enable-communication-scenarios',
  'activate-extension',
];

export interface StepProgress {
  readonly step: Step;
  readonly state: 'waiting' | 'running' | 'delayed' | 'done' | 'failed';
  /** How often the tenant was called for it. */
  readonly tries: number;
  /** What the tenant said last, if it was no success. */
  readonly lastError?: string;
  /** When it is tried again. */
  readonly againAt?: string;
}

export interface Progress {
  readonly kind: 'registration' | 'deregistration';
  readonly attempt: number;
  readonly steps: readonly StepProgress[];
}

/** How far the last attempt has come, out of the history (oldest first); undefined before the first one. */
export function progressOf(history: readonly HistoryItem[]): Progress | undefined {
  const started = history.findLast(({ type, data }) => STEP_EVENT.test(type) && typeof data['attempt'] === 'number');
  if (!started) return undefined;
  const attempt = started.data['attempt'] as number;
  const kind = started.type.startsWith('Deregistration') ? 'deregistration' : 'registration';
  const order = kind === 'registration' ? STEPS : STEPS.toReversed();
  const events = history.filter(({ type, data }) => STEP_EVENT.test(type) && data['attempt'] === attempt);
  return { kind, attempt, steps: order.map((step) => progressIn(step, events)) };
}

const STEP_EVENT = /^(Reg|Dereg)istration(Started|StepRequested|StepAccepted|StepCompleted|StepDelayed|Failed)$/;

function progressIn(step: Step, events: readonly HistoryItem[]): StepProgress {
  let progress: StepProgress = { step, state: 'waiting', tries: 0 };
  for (const { type, data } of events) {
    if (data['step'] !== step) continue;
    const tries = typeof data['try'] === 'number' ? data['try'] : progress.tries;
    const { lastError } = progress;
    const kept = lastError === undefined ? {} : { lastError };
    if (type.endsWith('StepRequested') || type.endsWith('StepAccepted')) {
      progress = { step, state: 'running', tries, ...kept };
    } else if (type.endsWith('StepCompleted')) {
      progress = { step, state: 'done', tries };
    } else if (type.endsWith('StepDelayed')) {
      progress = { step, state: 'delayed', tries, ...errorIn(data), againAt: String(data['nextActionAt']) };
    } else if (type.endsWith('Failed')) {
      progress = { step, state: 'failed', tries, ...errorIn(data) };
    }
  }
  return progress;
}

function errorIn(data: HistoryItem['data']): { readonly lastError?: string } {
  const message = (data['reason'] as { readonly message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? { lastError: message } : {};
}
