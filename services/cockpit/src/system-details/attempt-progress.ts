import type { HistoryItem, Step } from '../api/api-types.js';

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
  /** How often the tenant was called for the step. */
  readonly tries: number;
  /** Message of the tenant's last failure. */
  readonly lastError?: string;
  /** When the next try is due (RFC 3339). */
  readonly nextTryAt?: string;
}

export interface AttemptProgress {
  readonly kind: 'registration' | 'deregistration';
  readonly number: number;
  readonly steps: readonly StepProgress[];
}

/**
 * Progress of the latest registration or deregistration attempt.
 * @param history oldest first
 * @returns undefined before the first attempt
 */
export function latestAttempt(history: readonly HistoryItem[]): AttemptProgress | undefined {
  const latest = history.findLast(({ type, data }) => STEP_EVENT.test(type) && typeof data['attempt'] === 'number');
  if (!latest) return undefined;
  const number = latest.data['attempt'] as number;
  const kind = latest.type.startsWith('Deregistration') ? 'deregistration' : 'registration';
  const order = kind === 'registration' ? STEPS : STEPS.toReversed();
  const events = history.filter(({ type, data }) => STEP_EVENT.test(type) && data['attempt'] === number);
  // A newer release of the platform may have more steps.
  const others = events.map(({ data }) => data['step'] as Step | null).filter((step) => typeof step === 'string');
  return { kind, number, steps: [...new Set([...order, ...others])].map((step) => stepProgress(step, events)) };
}

const STEP_EVENT = /^(Reg|Dereg)istration(Started|StepRequested|StepAccepted|StepCompleted|StepDelayed|Failed)$/;

function stepProgress(step: Step, events: readonly HistoryItem[]): StepProgress {
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
      progress = { step, state: 'delayed', tries, ...errorIn(data), nextTryAt: String(data['nextActionAt']) };
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
