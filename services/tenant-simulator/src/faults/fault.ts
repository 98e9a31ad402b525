import { isProvisioningStep, PROVISIONING_STEPS, type ProvisioningStep } from '@system-landscape/contracts';
import { type FieldError, Problem } from '../problem/problem.js';

export const FAULT_MODES = [
  'ok',
  'fail',
  'fail-times',
  'slow',
  'down',
  'async-poll',
  'async-callback',
  'never-answers',
  'unknown-status',
] as const;
export type FaultMode = (typeof FAULT_MODES)[number];

/** How a tenant misbehaves. */
export interface Fault {
  /** Absent: applies to all steps. */
  readonly step?: ProvisioningStep;
  readonly mode: FaultMode;
  /** `fail-times`: number of calls that still fail. */
  readonly times?: number;
  /** `slow`, `async-poll`, `async-callback`: delay in milliseconds. */
  readonly delayMs?: number;
  /** `fail`, `fail-times`: HTTP status of the response. */
  readonly status?: number;
}

export const NO_FAULT: Fault = { mode: 'ok' };

const MEMBERS = new Set(['step', 'mode', 'times', 'delayMs', 'status']);
const MAX_DELAY_MS = 3_600_000;

interface NumberRange {
  readonly field: 'times' | 'delayMs' | 'status';
  readonly from: number;
  readonly to: number;
}
const NUMBERS: readonly NumberRange[] = [
  { field: 'times', from: 1, to: 1_000_000 },
  { field: 'delayMs', from: 0, to: MAX_DELAY_MS },
  { field: 'status', from: 400, to: 599 },
];

const DEFAULTS: Readonly<Record<FaultMode, Omit<Fault, 'mode' | 'step'>>> = {
  ok: {},
  fail: { status: 422 },
  'fail-times': { status: 503, times: 1 },
  slow: { delayMs: 1000 },
  down: {},
  'async-poll': { delayMs: 200 },
  'async-callback': { delayMs: 200 },
  'never-answers': {},
  'unknown-status': {},
};

/**
 * Parses the body of `PUT /faults/{tenantId}`. Drops members that the mode does not use.
 * @throws Problem 400 that names every error
 */
export function parseFault(body: unknown): Fault {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw Problem.invalid([{ field: 'body', message: 'must be a JSON object' }]);
  const given = body as Record<string, unknown>;
  const errors: FieldError[] = [];
  for (const field of Object.keys(given))
    if (!MEMBERS.has(field)) errors.push({ field, message: `is unknown; known are ${[...MEMBERS].join(', ')}` });
  const { mode, step } = given;
  if (!FAULT_MODES.includes(mode as FaultMode))
    errors.push({ field: 'mode', message: `must be one of ${FAULT_MODES.join(', ')}` });
  if (step !== undefined && !(typeof step === 'string' && isProvisioningStep(step)))
    errors.push({ field: 'step', message: `must be one of ${PROVISIONING_STEPS.join(', ')}` });
  for (const { field, from, to } of NUMBERS) {
    const value = given[field];
    if (value !== undefined && !(Number.isInteger(value) && (value as number) >= from && (value as number) <= to))
      errors.push({ field, message: `must be a whole number from ${from} to ${to}` });
  }
  if (errors.length > 0) throw Problem.invalid(errors);

  const defaults = DEFAULTS[mode as FaultMode];
  const numbers = Object.fromEntries(
    Object.entries(defaults).map(([field, value]) => [field, given[field] ?? value]),
  ) as Omit<Fault, 'mode' | 'step'>;
  return { ...(step !== undefined && { step: step as ProvisioningStep }), mode: mode as FaultMode, ...numbers };
}
