import 'reflect-metadata';
import { IsString, MaxLength, ValidateIf } from 'class-validator';
import type { IntegrationTokenView, SystemView } from '../views/index.js';
import { conditional, defineRpc, replyOf } from './define-rpc.js';
import { IsScopeId, SystemRequest } from './request-scope.js';
import type { WriteReply } from './write-reply.js';

/** The domain decides which names, types and scenario groups are valid, so that its codes reach the caller. */
export class RegisterSystemRequest {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(1024) name!: string;
  @IsString() @MaxLength(64) type!: string;
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(64)
  communicationScenarioGroup?: string | null;
}

export class DisplayTokenRequest extends SystemRequest {}
export class IssueTokenRequest extends SystemRequest {}
export class CancelRegistrationRequest extends SystemRequest {}

export interface TokenReply extends WriteReply {
  readonly integrationToken: IntegrationTokenView;
}
export interface RegisterSystemReply extends TokenReply {
  /** Its position is null where that of the reply is. */
  readonly system: Omit<SystemView, 'position'> & { readonly position: string | null };
}

export const tokenIssuanceRpc = {
  registerSystem: defineRpc(
    'rpc.token-issuance.register-system.v1',
    RegisterSystemRequest,
    replyOf<RegisterSystemReply>(),
  ),
  displayToken: defineRpc('rpc.token-issuance.display-token.v1', DisplayTokenRequest, replyOf<TokenReply>()),
  /** Whether `displayToken` would be answered; records nothing. */
  previewDisplay: defineRpc('rpc.token-issuance.preview-display.v1', DisplayTokenRequest, replyOf<WriteReply>()),
  issueToken: conditional(defineRpc('rpc.token-issuance.issue-token.v1', IssueTokenRequest, replyOf<TokenReply>())),
  cancelRegistration: conditional(
    defineRpc('rpc.token-issuance.cancel-registration.v1', CancelRegistrationRequest, replyOf<WriteReply>()),
  ),
} as const;
