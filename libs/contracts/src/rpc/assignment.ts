import 'reflect-metadata';
import { IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import type { EntitlementConfigurationView, FormationView } from '../views/index.js';
import { conditional, defineRpc, replyOf, type EmptyReply } from './define-rpc.js';
import type { CountParkedReply } from './parked-hints.js';
import { EmptyRequest, IsScopeId } from './request-scope.js';
import type { WriteReply } from './write-reply.js';

/** The name of a service or plan, which follows the rule for names of systems (M-09). */
const IsServiceName = () =>
  Matches(/^(?! )[\x20-\x7e]{1,128}(?<! )$/, {
    message: '$property takes 1 to 128 printable ASCII characters, with no blank at either end',
  });

/** The domain decides which names and types are valid, so that its codes reach the caller. */
export class CreateFormationRequest {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(1024) name!: string;
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(1024)
  type?: string | null;
}
export interface FormationReply extends WriteReply {
  readonly formation: FormationView;
}

export class FormationRequest {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(64) formationId!: string;
}
export class DeleteFormationRequest extends FormationRequest {}

export class MembershipRequest extends FormationRequest {
  @IsString() @MaxLength(64) systemId!: string;
}
export class IncludeSystemRequest extends MembershipRequest {}
export class ExcludeSystemRequest extends MembershipRequest {}

export class ConfigureEntitlementRequest {
  @IsScopeId() globalAccountId!: string;
  @IsScopeId() subaccount!: string;
  @IsServiceName() service!: string;
  @IsServiceName() plan!: string;
  @IsString() @MaxLength(64) systemId!: string;
}
export interface EntitlementConfigurationReply extends WriteReply {
  readonly entitlementConfiguration: EntitlementConfigurationView;
}

export class RemoveEntitlementConfigurationRequest {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(80) entitlementConfigurationId!: string;
}

export const assignmentRpc = {
  createFormation: defineRpc('rpc.assignment.create-formation.v1', CreateFormationRequest, replyOf<FormationReply>()),
  deleteFormation: conditional(
    defineRpc('rpc.assignment.delete-formation.v1', DeleteFormationRequest, replyOf<WriteReply>()),
  ),
  includeSystem: conditional(
    defineRpc('rpc.assignment.include-system.v1', IncludeSystemRequest, replyOf<WriteReply>()),
  ),
  excludeSystem: conditional(
    defineRpc('rpc.assignment.exclude-system.v1', ExcludeSystemRequest, replyOf<WriteReply>()),
  ),
  configureEntitlement: defineRpc(
    'rpc.assignment.configure-entitlement.v1',
    ConfigureEntitlementRequest,
    replyOf<EntitlementConfigurationReply>(),
  ),
  removeEntitlementConfiguration: conditional(
    defineRpc(
      'rpc.assignment.remove-entitlement-configuration.v1',
      RemoveEntitlementConfigurationRequest,
      replyOf<WriteReply>(),
    ),
  ),
  countParked: defineRpc('rpc.assignment.count-parked.v1', EmptyRequest, replyOf<CountParkedReply>()),
  replayParked: defineRpc('rpc.assignment.replay-parked.v1', EmptyRequest, replyOf<EmptyReply>()),
} as const;
