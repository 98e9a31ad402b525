import 'reflect-metadata';
import { STEPS, type Step } from '@system-landscape/domain';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { DeregistrationView, ExtensionView, SystemView } from '../system-view.js';

const SCOPE = { message: '$property takes 1 to 64 letters, digits, "_" or "-"' };
const SCOPE_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * What every write answers. `position` is the log position the write reached; null where it found nothing to append:
 * then the read model knows the position of `version` (`rpc.projection.get-position.v1`).
 */
export interface WriteReply {
  readonly position: string | null;
  /** Stream's events so far (stream revision + 1). */
  readonly version: number;
  /** A system or a formation. */
  readonly stream: string;
}

export class RegisterSystemRequest {
  @Matches(SCOPE_PATTERN, SCOPE) globalAccountId!: string;
  /** What a valid name, type and group is, the domain says: its codes reach the caller. */
  @IsString() @MaxLength(1024) name!: string;
  @IsString() @MaxLength(64) type!: string;
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(64)
  communicationScenarioGroup?: string | null;
}

export class SystemRequest {
  @Matches(SCOPE_PATTERN, SCOPE) globalAccountId!: string;
  @IsString() @MaxLength(64) systemId!: string;
}
export class DisplayTokenRequest extends SystemRequest {}
export class IssueTokenRequest extends SystemRequest {}
export class CancelRegistrationRequest extends SystemRequest {}
export class StartDeregistrationRequest extends SystemRequest {}

/** The one shape that carries a token's text to the account. */
export interface IntegrationTokenView {
  readonly tokenId: string;
  readonly value: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** True where the display made a fresh token instead of the one before. */
  readonly replaced: boolean;
}

export interface RegisterSystemReply extends WriteReply {
  readonly system: SystemView;
  readonly integrationToken: IntegrationTokenView;
}
export interface TokenReply extends WriteReply {
  readonly integrationToken: IntegrationTokenView;
}

export interface StartDeregistrationReply extends WriteReply {
  readonly deregistration: DeregistrationView;
}

export class RedeemTokenRequest {
  @Matches(SCOPE_PATTERN, SCOPE) tenantId!: string;
  @IsString() @IsNotEmpty() @MaxLength(4096) integrationToken!: string;
}
export interface ExtensionReply extends WriteReply {
  readonly extension: ExtensionView;
}

export class DeleteExtensionRequest {
  @Matches(SCOPE_PATTERN, SCOPE) tenantId!: string;
  @IsString() @MaxLength(80) extensionId!: string;
}
/** `deregistering`: the extension was Enabled, so its tear-down runs now (N-10). */
export interface DeleteExtensionReply extends WriteReply {
  readonly outcome: 'deleted' | 'deregistering';
}

/** R12: `confirm-removed` says that the operator has seen to the tenant side. */
export const RESOLUTIONS = ['retry', 'confirm-removed'] as const;

export class ResolveIncidentRequest {
  @IsString() @MaxLength(64) systemId!: string;
  @IsIn(RESOLUTIONS) action!: (typeof RESOLUTIONS)[number];
  /** What was found and done, for the history. */
  @IsString() @Length(1, 1000) @Matches(/\S/, { message: '$property must say something' }) note!: string;
}

/** Hints of a persistent subscription that failed so often that they are kept aside; its name is the service's. */
export interface CountParkedReply {
  readonly parked: number;
}

export class StepReportBody {
  @IsString() @Length(1, 64) state!: string;
  @IsInt() @Min(1) fencingNumber!: number;
  @IsOptional() @IsString() @MaxLength(4096) reason?: string;
}

/** A tenant's callback: how a step that it had accepted has ended. */
export class ReportStepRequest {
  @Matches(SCOPE_PATTERN, SCOPE) tenantId!: string;
  @IsString() @MaxLength(64) systemId!: string;
  @IsInt() @Min(1) attempt!: number;
  @IsIn(STEPS) step!: Step;
  @ValidateNested() @Type(() => StepReportBody) report!: StepReportBody;
}
