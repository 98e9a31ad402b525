import 'reflect-metadata';
import { STEPS, type Step } from '@system-landscape/domain';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Length, MaxLength, Min, ValidateNested } from 'class-validator';
import type { ExtensionView } from '../views/index.js';
import { conditional, defineRpc, replyOf, type EmptyReply } from './define-rpc.js';
import type { CountParkedReply } from './parked-hints.js';
import { pastedToken } from './pasted-token.js';
import { EmptyRequest, IsScopeId } from './request-scope.js';
import type { WriteReply } from './write-reply.js';

export class RedeemTokenRequest {
  @IsScopeId() tenantId!: string;
  @Transform(({ value }) => pastedToken(value)) @IsString() @IsNotEmpty() @MaxLength(4096) integrationToken!: string;
}
export interface ExtensionReply extends WriteReply {
  readonly extension: ExtensionView;
}

export class DeleteExtensionRequest {
  @IsScopeId() tenantId!: string;
  @IsString() @MaxLength(80) extensionId!: string;
}
export interface DeleteExtensionReply extends WriteReply {
  /** `deregistering`: the extension was Enabled, so its tear-down runs now (N-10). */
  readonly outcome: 'deleted' | 'deregistering';
}

export class StepReportBody {
  @IsString() @Length(1, 64) state!: string;
  @IsInt() @Min(1) fencingNumber!: number;
  @IsOptional() @IsString() @MaxLength(4096) reason?: string;
}

/** A tenant's callback: how a step that the tenant had accepted ended. */
export class ReportStepRequest {
  @IsScopeId() tenantId!: string;
  @IsString() @MaxLength(64) systemId!: string;
  @IsInt() @Min(1) attempt!: number;
  @IsIn(STEPS) step!: Step;
  @ValidateNested() @Type(() => StepReportBody) report!: StepReportBody;
}

export const registrationRpc = {
  redeemToken: defineRpc('rpc.registration.redeem-token.v1', RedeemTokenRequest, replyOf<ExtensionReply>()),
  deleteExtension: conditional(
    defineRpc('rpc.registration.delete-extension.v1', DeleteExtensionRequest, replyOf<DeleteExtensionReply>()),
  ),
  reportStep: defineRpc('rpc.registration.report-step.v1', ReportStepRequest, replyOf<EmptyReply>()),
  countParked: defineRpc('rpc.registration.count-parked.v1', EmptyRequest, replyOf<CountParkedReply>()),
  replayParked: defineRpc('rpc.registration.replay-parked.v1', EmptyRequest, replyOf<EmptyReply>()),
} as const;
