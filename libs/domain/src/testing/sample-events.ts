import { DEREGISTRATION_STEPS } from '../system/deregistration.js';
import {
  STEPS,
  type DeregistrationStarted,
  type IntegrationTokenIssued,
  type IntegrationTokenRedeemed,
  type Reason,
  type RegistrationFailed,
  type RegistrationStarted,
  type Step,
  type SystemAdded,
  type SystemEvent,
} from '../system/system.events.js';
import { ACCOUNT, at, DAY, HOUR, MINUTE, NAME, SYSTEM, TENANT } from './fixtures.js';

/*
 * Sample events, and the events that bring a system into each status. Attempts start at T0, have a deadline of one
 * hour and a watchdog of five minutes.
 */

export const added = (more: Partial<SystemAdded['data']> = {}): SystemAdded => ({
  type: 'SystemAdded',
  data: {
    systemId: SYSTEM,
    globalAccountId: ACCOUNT,
    name: NAME,
    type: 's4hana-cloud',
    communicationScenarioGroup: 'all',
    life: 1,
    ...more,
  },
});

export const issued = (more: Partial<IntegrationTokenIssued['data']> = {}): IntegrationTokenIssued => ({
  type: 'IntegrationTokenIssued',
  data: {
    systemId: SYSTEM,
    tokenId: 'token-1',
    kid: 'key-1',
    issuedAt: at(0).toISOString(),
    expiresAt: at(7 * DAY).toISOString(),
    reason: 'SYSTEM_ADDED',
    ...more,
  },
});

export const redeemed = (more: Partial<IntegrationTokenRedeemed['data']> = {}): IntegrationTokenRedeemed => ({
  type: 'IntegrationTokenRedeemed',
  data: { systemId: SYSTEM, tokenId: 'token-1', extensionId: `${SYSTEM}-x1`, tenantId: TENANT, ...more },
});

export const registrationStarted = (attempt = 1, extension = 1): RegistrationStarted => ({
  type: 'RegistrationStarted',
  data: {
    systemId: SYSTEM,
    attempt,
    extensionId: `${SYSTEM}-x${extension}`,
    tenantId: TENANT,
    deadlineAt: at(HOUR).toISOString(),
  },
});

export const deregistrationStarted = (attempt = 2): DeregistrationStarted => ({
  type: 'DeregistrationStarted',
  data: {
    systemId: SYSTEM,
    attempt,
    extensionId: `${SYSTEM}-x1`,
    tenantId: TENANT,
    deadlineAt: at(HOUR).toISOString(),
    startedBy: 'account',
  },
});

type Saga = 'Registration' | 'Deregistration';

export const requested = (saga: Saga, attempt: number, step: Step, number = 1, inMs = 5 * MINUTE): SystemEvent => ({
  type: `${saga}StepRequested`,
  data: { systemId: SYSTEM, attempt, step, try: number, nextActionAt: at(inMs).toISOString() },
});

export const completed = (saga: Saga, attempt: number, step: Step): SystemEvent => ({
  type: `${saga}StepCompleted`,
  data: { systemId: SYSTEM, attempt, step, try: 1 },
});

export const accepted = (saga: Saga, attempt: number, step: Step, polls = 0, inMs = MINUTE): SystemEvent => ({
  type: `${saga}StepAccepted`,
  data: {
    systemId: SYSTEM,
    attempt,
    step,
    try: 1,
    nextActionAt: at(inMs).toISOString(),
    location: '/operations/1',
    polls,
  },
});

export const UNREACHABLE: Reason = { code: 'UNREACHABLE', message: 'The tenant cannot be reached' };
export const REJECTED: Reason = { code: 'TENANT_REJECTED', message: 'No such communication user', httpStatus: 422 };

export const delayed = (saga: Saga, attempt: number, step: Step, number = 1, inMs = MINUTE): SystemEvent => ({
  type: `${saga}StepDelayed`,
  data: { systemId: SYSTEM, attempt, step, try: number, nextActionAt: at(inMs).toISOString(), reason: UNREACHABLE },
});

export const registrationFailed = (attempt = 1, extension = 1): RegistrationFailed => ({
  type: 'RegistrationFailed',
  data: {
    systemId: SYSTEM,
    attempt,
    extensionId: `${SYSTEM}-x${extension}`,
    tenantId: TENANT,
    step: STEPS[0],
    reason: REJECTED,
    takeBack: [STEPS[0]],
  },
});

export const extensionDeleted = (extension = 1): SystemEvent => ({
  type: 'ExtensionDeleted',
  data: { systemId: SYSTEM, extensionId: `${SYSTEM}-x${extension}`, tenantId: TENANT },
});

const steps = (saga: Saga, attempt: number, order: readonly Step[]): SystemEvent[] =>
  order.flatMap((step) => [requested(saga, attempt, step), completed(saga, attempt, step)]);

export const pending = (type = 's4hana-cloud'): SystemEvent[] => [added({ type }), issued()];

export const enabling = (type?: string): SystemEvent[] => [
  ...pending(type),
  redeemed(),
  registrationStarted(),
  requested('Registration', 1, STEPS[0]),
];

/** The tenant works on the last step. */
export const lastStep = (): SystemEvent[] => [
  ...pending(),
  redeemed(),
  registrationStarted(),
  ...steps('Registration', 1, STEPS.slice(0, -1)),
  requested('Registration', 1, STEPS[3]),
];

export const failed = (type?: string): SystemEvent[] => [...enabling(type), registrationFailed()];

export const registered = (type?: string): SystemEvent[] => [
  ...pending(type),
  redeemed(),
  registrationStarted(),
  ...steps('Registration', 1, STEPS),
  { type: 'SystemRegistered', data: { systemId: SYSTEM, attempt: 1, extensionId: `${SYSTEM}-x1`, tenantId: TENANT } },
];

export const deregistering = (): SystemEvent[] => [
  ...registered(),
  deregistrationStarted(),
  requested('Deregistration', 2, DEREGISTRATION_STEPS[0]!),
];

export const lastTearDownStep = (): SystemEvent[] => [
  ...registered(),
  deregistrationStarted(),
  ...steps('Deregistration', 2, DEREGISTRATION_STEPS.slice(0, -1)),
  requested('Deregistration', 2, DEREGISTRATION_STEPS[3]!),
];

export const deregisterError = (): SystemEvent[] => [
  ...deregistering(),
  {
    type: 'DeregistrationFailed',
    data: {
      systemId: SYSTEM,
      attempt: 2,
      step: DEREGISTRATION_STEPS[0]!,
      reason: REJECTED,
      incident: {
        component: 'BC-NEO-EXT-S4C',
        correlationId: 'correlation-1',
        step: DEREGISTRATION_STEPS[0]!,
        lastAnswer: REJECTED,
      },
    },
  },
];

export const deregistered = (): SystemEvent[] => [
  ...lastTearDownStep(),
  completed('Deregistration', 2, DEREGISTRATION_STEPS[3]!),
  {
    type: 'SystemDeregistered',
    data: {
      systemId: SYSTEM,
      attempt: 2,
      extensionId: `${SYSTEM}-x1`,
      tenantId: TENANT,
      confirmedByOperator: false,
    },
  },
];

export const removed = (): SystemEvent[] => [
  ...pending(),
  { type: 'IntegrationTokenRevoked', data: { systemId: SYSTEM, tokenId: 'token-1', reason: 'CANCELLED' } },
  { type: 'RegistrationCancelled', data: { systemId: SYSTEM } },
];

export const inFormation = (
  formationId = 'formation-1',
  formationName = 'Production',
  formationLife = 1,
): SystemEvent => ({
  type: 'SystemIncludedInFormation',
  data: { systemId: SYSTEM, formationId, formationName, formationLife },
});

export const entitled = (n = 1): SystemEvent => ({
  type: 'EntitlementConfigured',
  data: {
    systemId: SYSTEM,
    entitlementConfigurationId: `${SYSTEM}-e${n}`,
    subaccount: 'dev',
    service: 's4-hana-cloud',
    plan: 'messaging',
  },
});
