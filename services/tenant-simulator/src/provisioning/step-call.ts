import {
  isProvisioningStep,
  type PerformStepRequest,
  PROVISIONING_HEADERS,
  PROVISIONING_STEPS,
  type ProvisioningStep,
  stepIdempotencyKey,
} from '@system-landscape/contracts';
import type { FastifyRequest } from 'fastify';
import { type FieldError, Problem } from '../problem/problem.js';
import { tenantIdOf } from '../tenant-id.js';

export type StepAction = 'perform' | 'take-back';

/** A validated call of the platform. */
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
 * Parses a call as strictly as the contract allows, so that tests find errors of the platform.
 * @param platformUrl the platform that may be called back
 * @throws Problem 404 for an unknown step, 400 that names every error
 */
export function parseStepCall(
  action: StepAction,
  params: StepParams,
  request: FastifyRequest,
  platformUrl: string,
): StepCall {
  const tenantId = tenantIdOf(params.tenantId);
  const { systemId, step } = params;
  if (!isProvisioningStep(step))
    throw new Problem(404, 'NOT_FOUND', `There is no step "${step}"; the steps are ${PROVISIONING_STEPS.join(', ')}`);
  const errors: FieldError[] = [];
  if (!SYSTEM_ID.test(systemId)) errors.push({ field: 'systemId', message: 'must be the id of a system' });

  const header = (name: keyof typeof PROVISIONING_HEADERS): string => {
    const value = request.headers[PROVISIONING_HEADERS[name]];
    return typeof value === 'string' ? value : '';
  };
  const fencing = header('fencingNumber');
  const fencingNumber = Number(fencing);
  if (!/^[1-9]\d{0,14}$/.test(fencing))
    errors.push({ field: 'Fencing-Number', message: 'must be a whole number from 1' });
  const idempotencyKey = header('idempotencyKey');
  const expectedKey = stepIdempotencyKey(systemId, fencingNumber, step);
  if (idempotencyKey !== expectedKey)
    errors.push({ field: 'Idempotency-Key', message: `must be <systemId>/<attempt>/<step>, here ${expectedKey}` });
  const correlationId = header('correlationId');
  if (correlationId === '') errors.push({ field: 'correlation-id', message: 'is missing' });

  const body = action === 'perform' ? parseBody(request.body, errors) : undefined;
  const callbackUrl = body ? body.callbackUrl : header('callbackUrl');
  if (!isOfPlatform(callbackUrl, platformUrl))
    errors.push({ field: body ? 'callbackUrl' : 'Callback-Url', message: 'must be a URL of the platform' });
  if (errors.length > 0) throw Problem.invalid(errors);
  return { tenantId, systemId, step, action, idempotencyKey, fencingNumber, callbackUrl, correlationId };
}

function parseBody(body: unknown, errors: FieldError[]): PerformStepRequest {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Partial<Record<string, unknown>>;
  for (const field of TEXTS)
    if (typeof given[field] !== 'string' || given[field] === '')
      errors.push({ field, message: 'must be a text that is not empty' });
  const scenarios = given['communicationScenarios'];
  if (!Array.isArray(scenarios) || !scenarios.every((scenario) => typeof scenario === 'string'))
    errors.push({ field: 'communicationScenarios', message: 'must be an array of texts' });
  return given as unknown as PerformStepRequest;
}

/** Check 7 of the provisioning API's document: the tenant calls nobody whom a caller names. */
function isOfPlatform(text: unknown, platformUrl: string): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { origin, username, password } = new URL(text);
  return origin === new URL(platformUrl).origin && username === '' && password === '';
}
