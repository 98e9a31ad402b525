import 'reflect-metadata';
import * as commands from '../rpc/commands.js';
import * as queries from '../rpc/queries.js';
import { SUBJECTS } from '../rpc/subjects.js';

/** A class whose members say by class-validator what they take. */
export type RequestClass = new () => object;

const { tokenIssuance, registration, projection } = SUBJECTS;

/** The request classes behind subjects; a subject that is not here takes an object without members. */
export const REQUESTS: Readonly<Record<string, RequestClass>> = {
  [tokenIssuance.registerSystem]: commands.RegisterSystemRequest,
  [tokenIssuance.displayToken]: commands.DisplayTokenRequest,
  [tokenIssuance.issueToken]: commands.IssueTokenRequest,
  [tokenIssuance.cancelRegistration]: commands.CancelRegistrationRequest,
  [registration.redeemToken]: commands.RedeemTokenRequest,
  [registration.deleteExtension]: commands.DeleteExtensionRequest,
  [registration.reportStep]: commands.ReportStepRequest,
  [projection.getSystem]: queries.GetSystemQuery,
  [projection.listSystems]: queries.ListSystemsQuery,
  [projection.getSystemHistory]: queries.GetSystemHistoryQuery,
  [projection.listEvents]: queries.ListEventsQuery,
  [projection.getExtension]: queries.GetExtensionQuery,
  [projection.listExtensions]: queries.ListExtensionsQuery,
  [projection.listDueAttempts]: queries.ListDueAttemptsQuery,
  [projection.listOverdueTokens]: queries.ListOverdueTokensQuery,
  [projection.countLiveTokens]: queries.CountLiveTokensQuery,
  [projection.getPosition]: queries.GetPositionQuery,
  [projection.getStatus]: queries.Query,
};
