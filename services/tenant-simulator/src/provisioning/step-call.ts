import {
  isProvisioningStep,
  type PerformStepRequest,
  PROVISIONING_HEADERS,
  PROVISIONING_STEPS,
  type ProvisioningStep,
  stepIdempotencyKey,
} from '@system-landscape/contracts';
import type { FastifyRequest } from 'fastify';
import { type FieldMistake, Problem } from '../problem/problem.js';
import { tenantIdOf } from '../tenant-id.js';

export type StepAction = 'perform' | 'take-back';

/** A call of the platform, as far as the tenant's work depends on it. */
export interface StepCall {
  readonly tenantId: string;
  readonly systemId: string;
  readonly step: ProvisioningStep;
  readonly action: StepAction;
  readonly idempotencyKey: string;
  readonly fencingNumber: number;
  readonly callbackUrl: string;
  readonly correlationId: string;
}

export interface StepParams {
  readonly tenantId: string;
  readonly systemId: string;
  readonly step: string;
}

const SYSTEM_ID = /^[A-Za-z0-9_-]{1,128}$/;
const TEXTS = ['extensionId', 'globalAccountId', 'systemName', 'systemType'] as const;

/**
 * Reads a call as strictly as the contract allows, so that a mistake of the platform shows here first.
 * @throws Problem 400 that names every mistake
 */
export function parseStepCall(action: StepAction, params: StepParams, request: FastifyRequest): StepCall {
  const tenantId = tenantIdOf(params.tenantId);
  const { systemId, step } = params;
  if (!isProvisioningStep(step))
    throw new Problem(404, 'NOT_FOUND', `There is no step "${step}"; the steps are ${PROVISIONING_STEPS.join(', ')}`);
  const mistakes: FieldMistake[] = [];
  if (!SYSTEM_ID.test(systemId)) mistakes.push({ field: 'systemId', message: 'must be the id of a system' });

  const header = (name: keyof typeof PROVISIONING_HEADERS): string => {
    const value = request.headers[PROVISIONING_HEADERS[name]];
    return typeof value === 'string' ? value : '';
  };
  const fencing = header('fencingNumber');
  const fencingNumber = Number(fencing);
  if (!/^[1-9]\d{0,14}$/.test(fencing))
    mistakes.push({ field: 'Fencing-Number', message: 'must be a whole number from 1' });
  const idempotencyKey = header('idempotencyKey');
  const expectedKey = stepIdempotencyKey(systemId, fencingNumber, step);
  if (idempotencyKey !== expectedKey)
    mistakes.push({ field: 'Idempotency-Key', message: `must be <systemId>/<attempt>/<step>, here ${expectedKey}` });
  const correlationId = header('correlationId');
  if (correlationId === '') mistakes.push({ field: 'correlation-id', message: 'is missing' });

  const body = action === 'perform' ? parseBody(request.body, mistakes) : undefined;
  const callbackUrl = body ? body.callbackUrl : header('callbackUrl');
  if (!isHttpUrl(callbackUrl))
    mistakes.push({ field: body ? 'callbackUrl' : 'Callback-Url', message: 'must be an http or https URL' });
  if (mistakes.length > 0) throw Problem.invalid(mistakes);
  return { tenantId, systemId, step, action, idempotencyKey, fencingNumber, callbackUrl, correlationId };
}

function parseBody(body: unknown, mistakes: FieldMistake[]): PerformStepRequest {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Partial<Record<string, unknown>>;
  for (const field of TEXTS)
    if (typeof given[field] !== 'string' || given[field] === '')
      mistakes.push({ field, message: 'must be a text that is not empty' });
  const scenarios = given['communicationScenarios'];
  if (!Array.isArray(scenarios) || !scenarios.every((scenario) => typeof scenario === 'string'))
    mistakes.push({ field: 'communicationScenarios', message: 'must be an array of texts' });
  return given as unknown as PerformStepRequest;
}

function isHttpUrl(text: unknown): text is string {
  return typeof text === 'string' && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
