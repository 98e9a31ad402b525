import type { ScenarioGroupId, SystemTypeId } from '@system-landscape/domain';
import { EVERYBODY } from '../bus/bus-users.js';
import { defineRpc, replyOf } from './define-rpc.js';
import { EmptyRequest } from './request-scope.js';

/** The catalogue of system types. */
export interface SystemTypesReply {
  readonly types: readonly SystemTypeView[];
  readonly scenarioGroups: readonly {
    readonly id: ScenarioGroupId;
    readonly label: string;
    readonly scenarios: readonly string[];
  }[];
  /** Texts that dialogs must show (M-06). */
  readonly notices: readonly { readonly id: 'register-system' | 'create-formation'; readonly text: string }[];
}

export interface SystemTypeView {
  readonly id: SystemTypeId;
  readonly label: string;
  /** ISO 8601 duration. */
  readonly tokenValidity: string;
  readonly tokenReissuedOnDisplay: boolean;
  readonly scenarioGroups: readonly ScenarioGroupId[];
  readonly formationWhilePending: boolean;
}

export const systemTypesRpc = {
  list: defineRpc('rpc.system-types.list.v1', EmptyRequest, replyOf<SystemTypesReply>(), ['gateway', EVERYBODY]),
} as const;
