import { STEPS } from '@system-landscape/domain';
import { Type, type Static, type TObject, type TProperties } from '@sinclair/typebox';
import type { PublicEventName } from './public-events.js';

const Id = (description: string) => Type.String({ minLength: 1, description });
const Time = (description: string) => Type.String({ format: 'date-time', description });
const Steps = Type.Union(
  STEPS.map((step) => Type.Literal(step)),
  { description: 'Step of the work in the tenant' },
);
const Attempt = Type.Integer({ minimum: 1, description: 'Number of the run; rises over the life of a name' });
const Reason = Type.Object(
  {
    code: Type.String({ minLength: 1 }),
    message: Type.String({ description: 'In the words of the tenant where it has said any' }),
    httpStatus: Type.Optional(Type.Integer()),
  },
  { description: 'Why it failed or is delayed' },
);
const Scope = { globalAccountId: Id('Account that the event belongs to') };
const Extension = {
  extensionId: Id('Record of the pairing on the side of the tenant'),
  tenantId: Id('The tenant'),
};
const Delayed = {
  attempt: Attempt,
  step: Steps,
  try: Type.Integer({ minimum: 1 }),
  reason: Reason,
  nextTryAt: Time('When it is tried again'),
};
const Formation = { formationId: Id('The formation') };

const ofSystem = <Data extends TProperties>(summary: string, data: Data) => ({
  summary,
  data: Type.Object({ ...Scope, systemId: Id('The system'), ...data }),
});
const ofFormation = <Data extends TProperties>(summary: string, data: Data) => ({
  summary,
  data: Type.Object({ ...Scope, ...Formation, ...data }),
});

/** Summary of every public event and JSON Schema of its data. Only documents and tests load it, because that is slow. */
export const PUBLIC_EVENT_SCHEMAS = {
  SystemAdded: ofSystem('A system was added to an account; its registration is open', {
    name: Type.String(),
    systemType: Id('Id of the type in the catalogue'),
    communicationScenarioGroup: Type.Union([Type.String(), Type.Null()]),
  }),
  IntegrationTokenIssued: ofSystem('An integration token was issued; its text is never published', {
    tokenId: Id('The token'),
    issuedAt: Time('From when it is valid'),
    expiresAt: Time('Until when it is valid'),
    reason: Type.Union(
      (['SYSTEM_ADDED', 'EXPIRED', 'REPLACED', 'AFTER_ERROR', 'REREGISTRATION'] as const).map((each) =>
        Type.Literal(each),
      ),
    ),
  }),
  IntegrationTokenExpired: ofSystem('An integration token expired unused', { tokenId: Id('The token') }),
  IntegrationTokenRevoked: ofSystem('An integration token was revoked', {
    tokenId: Id('The token'),
    reason: Type.Union([Type.Literal('REPLACED'), Type.Literal('CANCELLED')]),
  }),
  IntegrationTokenRedeemed: ofSystem('A tenant redeemed the integration token', {
    tokenId: Id('The token'),
    ...Extension,
  }),
  RegistrationCancelled: ofSystem('The account cancelled the registration; the name is free', {}),
  RegistrationStarted: ofSystem('The automated registration started', {
    attempt: Attempt,
    ...Extension,
    deadlineAt: Time('When the attempt fails at the latest'),
  }),
  RegistrationStepCompleted: ofSystem('A step of the registration is done', { attempt: Attempt, step: Steps }),
  RegistrationStepDelayed: ofSystem('A step of the registration is tried again later', Delayed),
  SystemRegistered: ofSystem('The system is registered', { attempt: Attempt, ...Extension }),
  RegistrationFailed: ofSystem('The registration failed', {
    attempt: Attempt,
    ...Extension,
    step: Steps,
    reason: Reason,
  }),
  ExtensionDeleted: ofSystem('The tenant deleted the failed extension', Extension),
  SystemIncludedInFormation: ofSystem('The system joined a formation', { ...Formation, formationName: Type.String() }),
  SystemExcludedFromFormation: ofSystem('The system left a formation', {
    ...Formation,
    reason: Type.Union([Type.Literal('REQUESTED'), Type.Literal('FORMATION_DELETED')]),
  }),
  EntitlementConfigured: ofSystem('A service plan was assigned to a subaccount for the system', {
    entitlementConfigurationId: Id('The configuration'),
    subaccount: Id('The subaccount'),
    service: Type.String(),
    plan: Type.String(),
  }),
  EntitlementConfigurationRemoved: ofSystem('The assignment of a service plan was removed', {
    entitlementConfigurationId: Id('The configuration'),
  }),
  DeregistrationStarted: ofSystem('The tear-down started', {
    attempt: Attempt,
    ...Extension,
    startedBy: Type.Union([Type.Literal('account'), Type.Literal('tenant'), Type.Literal('operator')]),
    deadlineAt: Time('When the attempt fails at the latest'),
  }),
  DeregistrationStepCompleted: ofSystem('A step of the tear-down is done', { attempt: Attempt, step: Steps }),
  DeregistrationStepDelayed: ofSystem('A step of the tear-down is tried again later', Delayed),
  SystemDeregistered: ofSystem('The system is deregistered; the name is free', {
    attempt: Attempt,
    ...Extension,
    confirmedByOperator: Type.Boolean({ description: 'True where an operator said that the tenant side is gone' }),
  }),
  DeregistrationFailed: ofSystem('The tear-down failed; an incident is open', {
    attempt: Attempt,
    step: Steps,
    reason: Reason,
    incident: Type.Object({
      component: Id('Component to report the incident on'),
      correlationId: Id('Finds the log lines'),
      step: Type.Union([Steps, Type.Null()]),
    }),
  }),
  IncidentResolved: ofSystem('An operator resolved the incident', {
    action: Type.Union([Type.Literal('retry'), Type.Literal('confirm-removed')]),
  }),
  FormationCreated: ofFormation('A formation was created', {
    name: Type.String(),
    formationType: Type.Union([Type.String(), Type.Null()]),
  }),
  FormationDeleted: ofFormation('A formation was deleted, its members excluded before', {}),
} satisfies Record<PublicEventName, { summary: string; data: TObject }>;

export type PublicEventData<Name extends PublicEventName> = Static<(typeof PUBLIC_EVENT_SCHEMAS)[Name]['data']>;
