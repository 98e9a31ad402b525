import 'reflect-metadata';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateIf } from 'class-validator';
import type { FormationView } from '../formation-view.js';
import type { EntitlementConfigurationView } from '../system-view.js';
import type { WriteReply } from './commands.js';
import { Query, type Page, type QueryReply } from './queries.js';

const SCOPE_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;
const SCOPE = { message: '$property takes 1 to 64 letters, digits, "_" or "-"' };

/** Names of services and plans: what M-09 says of names. */
export const SERVICE_NAME = /^(?! )[\x20-\x7e]{1,128}(?<! )$/;
const PRINTABLE = { message: '$property takes 1 to 128 printable ASCII characters, with no blank at either end' };

export class CreateFormationRequest {
  @Matches(SCOPE_PATTERN, SCOPE) globalAccountId!: string;
  /** What a valid name and type is, the domain says: its codes reach the caller. */
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
  @Matches(SCOPE_PATTERN, SCOPE) globalAccountId!: string;
  @IsString() @MaxLength(64) formationId!: string;
}
export class DeleteFormationRequest extends FormationRequest {}

export class MembershipRequest extends FormationRequest {
  @IsString() @MaxLength(64) systemId!: string;
}
export class IncludeSystemRequest extends MembershipRequest {}
export class ExcludeSystemRequest extends MembershipRequest {}

export class ConfigureEntitlementRequest {
  @Matches(SCOPE_PATTERN, SCOPE) globalAccountId!: string;
  @Matches(SCOPE_PATTERN, SCOPE) subaccount!: string;
  @Matches(SERVICE_NAME, PRINTABLE) service!: string;
  @Matches(SERVICE_NAME, PRINTABLE) plan!: string;
  @IsString() @MaxLength(64) systemId!: string;
}
export interface EntitlementConfigurationReply extends WriteReply {
  readonly entitlementConfiguration: EntitlementConfigurationView;
}

export class RemoveEntitlementConfigurationRequest {
  @Matches(SCOPE_PATTERN, SCOPE) globalAccountId!: string;
  @IsString() @MaxLength(80) entitlementConfigurationId!: string;
}

export class ListFormationsQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(1024) cursor?: string;
}
export type ListFormationsReply = Page<FormationView>;

export class GetFormationQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  @IsString() @MaxLength(64) formationId!: string;
}
export interface GetFormationReply extends QueryReply {
  readonly formation: FormationView;
}

/** For who ends a deletion: the systems that are in a formation, page by page. */
export class ListFormationMembersQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  @IsString() @MaxLength(64) formationId!: string;
  @IsOptional() @IsInt() @Min(1) @Max(1000) limit?: number;
  @IsOptional() @IsString() @MaxLength(1024) cursor?: string;
}
export type ListFormationMembersReply = Page<{ readonly systemId: string }>;

/** For the sweep: formations whose deletion has begun and not ended; a hint, never a decision. */
export class ListFormationDeletionsQuery extends Query {
  @IsOptional() @IsInt() @Min(1) @Max(1000) limit?: number;
}
export interface ListFormationDeletionsReply extends QueryReply {
  readonly items: readonly { readonly globalAccountId: string; readonly formationId: string }[];
}

export class ListEntitlementConfigurationsQuery extends Query {
  @Matches(SCOPE_PATTERN) globalAccountId!: string;
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(1024) cursor?: string;
}
export type ListEntitlementConfigurationsReply = Page<EntitlementConfigurationView>;
