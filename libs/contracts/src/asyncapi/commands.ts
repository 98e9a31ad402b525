import * as assignments from '../rpc/assignment.js';
import * as commands from '../rpc/commands.js';
import * as queries from '../rpc/queries.js';
import { SUBJECTS } from '../rpc/subjects.js';

/** A class whose members say by class-validator what they take. */
export type RequestClass = new () => object;

type ValueOf<Of> = Of[keyof Of];
type Subject = ValueOf<{ [Service in keyof typeof SUBJECTS]: ValueOf<(typeof SUBJECTS)[Service]> }>;

const { systemTypes, tokenIssuance, registration, deregistration, assignment, projection, eventRelay } = SUBJECTS;

/** What is asked on every subject; null where it is an object without members. */
export const REQUESTS: Readonly<Record<Subject, RequestClass | null>> = {
  [systemTypes.list]: null,
  [tokenIssuance.registerSystem]: commands.RegisterSystemRequest,
  [tokenIssuance.displayToken]: commands.DisplayTokenRequest,
  [tokenIssuance.issueToken]: commands.IssueTokenRequest,
  [tokenIssuance.cancelRegistration]: commands.CancelRegistrationRequest,
  [registration.redeemToken]: commands.RedeemTokenRequest,
  [registration.deleteExtension]: commands.DeleteExtensionRequest,
  [registration.reportStep]: commands.ReportStepRequest,
  [registration.countParked]: null,
  [registration.replayParked]: null,
  [deregistration.start]: commands.StartDeregistrationRequest,
  [deregistration.deleteExtension]: commands.DeleteExtensionRequest,
  [deregistration.reportStep]: commands.ReportStepRequest,
  [deregistration.resolveIncident]: commands.ResolveIncidentRequest,
  [deregistration.countParked]: null,
  [deregistration.replayParked]: null,
  [assignment.createFormation]: assignments.CreateFormationRequest,
  [assignment.deleteFormation]: assignments.DeleteFormationRequest,
  [assignment.includeSystem]: assignments.IncludeSystemRequest,
  [assignment.excludeSystem]: assignments.ExcludeSystemRequest,
  [assignment.configureEntitlement]: assignments.ConfigureEntitlementRequest,
  [assignment.removeEntitlementConfiguration]: assignments.RemoveEntitlementConfigurationRequest,
  [assignment.countParked]: null,
  [assignment.replayParked]: null,
  [projection.getSystem]: queries.GetSystemQuery,
  [projection.listSystems]: queries.ListSystemsQuery,
  [projection.getSystemHistory]: queries.GetSystemHistoryQuery,
  [projection.getDeregistration]: queries.GetDeregistrationQuery,
  [projection.listEvents]: queries.ListEventsQuery,
  [projection.getExtension]: queries.GetExtensionQuery,
  [projection.listExtensions]: queries.ListExtensionsQuery,
  [projection.listDueAttempts]: queries.ListDueAttemptsQuery,
  [projection.listOverdueTokens]: queries.ListOverdueTokensQuery,
  [projection.countLiveTokens]: queries.CountLiveTokensQuery,
  [projection.getPosition]: queries.GetPositionQuery,
  [projection.getStatus]: queries.Query,
  [projection.beginRebuild]: null,
  [projection.discardRebuild]: null,
  [projection.switchReadModel]: queries.SwitchReadModelCommand,
  [projection.compareReadModels]: queries.CompareReadModelsQuery,
  [projection.listFormations]: assignments.ListFormationsQuery,
  [projection.getFormation]: assignments.GetFormationQuery,
  [projection.listFormationMembers]: assignments.ListFormationMembersQuery,
  [projection.listFormationDeletions]: assignments.ListFormationDeletionsQuery,
  [projection.listEntitlementConfigurations]: assignments.ListEntitlementConfigurationsQuery,
  [projection.listIncidents]: queries.ListIncidentsQuery,
  [eventRelay.getStatus]: null,
};
