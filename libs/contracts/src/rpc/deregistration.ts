import 'reflect-metadata';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import type { DeregistrationView } from '../views/index.js';
import { conditional, defineRpc, replyOf, type EmptyReply } from './define-rpc.js';
import type { CountParkedReply } from './parked-hints.js';
import { DeleteExtensionRequest, ReportStepRequest, type DeleteExtensionReply } from './registration.js';
import { EmptyRequest, SystemRequest } from './request-scope.js';
import type { WriteReply } from './write-reply.js';

export class StartDeregistrationRequest extends SystemRequest {}
export interface StartDeregistrationReply extends WriteReply {
  readonly deregistration: DeregistrationView;
}

/** R12: `retry` runs the tear-down again; `confirm-removed` states that the tenant side is gone. */
export const RESOLUTIONS = ['retry', 'confirm-removed'] as const;

export class ResolveIncidentRequest {
  @IsString() @MaxLength(64) systemId!: string;
  @IsIn(RESOLUTIONS) action!: (typeof RESOLUTIONS)[number];
  /** What the operator found and did, for the history. */
  @IsString() @Length(1, 1000) @Matches(/\S/, { message: '$property must say something' }) note!: string;
}

/** Skips the event that keeps a stream in quarantine. */
export class SkipEventRequest {
  @IsString()
  @Length(1, 256)
  @Matches(/^(system|formation)-/, { message: '$property is a stream of a system or formation' })
  stream!: string;
  /** The event that the operator has looked at; default: whichever it is. */
  @IsOptional() @IsUUID() eventId?: string;
  /** What the operator found and did, for the history. */
  @IsString() @Length(1, 1000) @Matches(/\S/, { message: '$property must say something' }) note!: string;
}
export interface SkipEventReply {
  /** Log position of the skip; null when the event was skipped before. */
  readonly position: string | null;
}

export const deregistrationRpc = {
  start: conditional(
    defineRpc('rpc.deregistration.start.v1', StartDeregistrationRequest, replyOf<StartDeregistrationReply>()),
  ),
  deleteExtension: conditional(
    defineRpc('rpc.deregistration.delete-extension.v1', DeleteExtensionRequest, replyOf<DeleteExtensionReply>(), [
      'registration',
    ]),
  ),
  reportStep: defineRpc('rpc.deregistration.report-step.v1', ReportStepRequest, replyOf<EmptyReply>(), [
    'registration',
  ]),
  resolveIncident: defineRpc('rpc.deregistration.resolve-incident.v1', ResolveIncidentRequest, replyOf<WriteReply>()),
  skipEvent: defineRpc('rpc.deregistration.skip-event.v1', SkipEventRequest, replyOf<SkipEventReply>()),
  countParked: defineRpc('rpc.deregistration.count-parked.v1', EmptyRequest, replyOf<CountParkedReply>()),
  replayParked: defineRpc('rpc.deregistration.replay-parked.v1', EmptyRequest, replyOf<EmptyReply>()),
} as const;
