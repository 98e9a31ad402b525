import {
  STEPS,
  type ExtensionStatus,
  type Reason,
  type Step,
  type SystemStatus,
  type TokenState,
} from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { SYSTEM_STATUSES } from '../rpc/system-statuses.js';
import { WarningView } from './warning-view.js';

const TIME = { format: 'date-time' } as const;
const TOKEN_STATES: readonly TokenState[] = ['LIVE', 'USED', 'EXPIRED', 'REVOKED'];
const REGISTRATION_STATES: readonly RegistrationView['state'][] = [
  'ENABLING',
  'ENABLED',
  'FAILED',
  'DISABLING',
  'DELETED',
];

@ApiSchema({ name: 'TokenShape' })
export class TokenView {
  @ApiProperty({
    description: 'Id of the integration token; not the token',
    example: '6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11',
  })
  readonly tokenId!: string;
  @ApiProperty({ enum: TOKEN_STATES, description: 'Whether it can be redeemed, and why not' })
  readonly state!: TokenState;
  @ApiProperty({ ...TIME, description: 'When it was issued' }) readonly issuedAt!: string;
  @ApiProperty({ ...TIME, description: 'From when on it cannot be redeemed' }) readonly expiresAt!: string;
}

@ApiSchema({ name: 'ReasonShape' })
export class ReasonView implements Reason {
  @ApiProperty({ description: 'What went wrong, for programs', example: 'TENANT_BUSY' }) readonly code!: string;
  @ApiProperty({ description: 'What went wrong, for people', example: 'The tenant is busy.' })
  readonly message!: string;
  @ApiPropertyOptional({ description: 'Status with which the tenant answered', example: 503 })
  readonly httpStatus?: number;
  @ApiPropertyOptional({ description: 'First characters of the answer of the tenant', example: 'busy' })
  readonly raw?: string;
}

/** The tenant side: of the registration, or of the deregistration once one has begun. */
@ApiSchema({ name: 'RegistrationShape' })
export class RegistrationView {
  @ApiProperty({ description: 'Id of the extension', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1-x1' })
  readonly extensionId!: string;
  @ApiProperty({ description: 'Id of the tenant', example: 'my300001' }) readonly tenantId!: string;
  @ApiProperty({ enum: REGISTRATION_STATES, description: 'State of the extension' }) readonly state!:
    ExtensionStatus | 'DELETED';
  @ApiProperty({ description: 'Number of the attempt, from 1', example: 1 }) readonly attempt!: number;
  @ApiProperty({ enum: STEPS, nullable: true, description: 'The step that runs, or that failed; null when none does' })
  readonly step!: Step | null;
  @ApiProperty({ ...TIME, description: 'When the attempt began' }) readonly startedAt!: string;
  @ApiPropertyOptional({ description: 'How often the step was tried in this attempt', example: 2 })
  readonly try?: number;
  @ApiPropertyOptional({ ...TIME, description: 'When the step is tried again' }) readonly delayedUntil?: string;
  @ApiPropertyOptional({ type: ReasonView, description: 'What the last try was answered' })
  readonly lastError?: ReasonView;
}

@ApiSchema({ name: 'FormationReferenceShape' })
export class FormationReference {
  @ApiProperty({ description: 'Id of the formation', example: 'b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8' })
  readonly id!: string;
  @ApiProperty({ description: 'Name of the formation', example: 'Order to cash' }) readonly name!: string;
}

@ApiSchema({ name: 'EntitlementConfigurationShape' })
export class EntitlementConfigurationView {
  @ApiProperty({
    description: 'Id of the entitlement configuration',
    example: '7010f9af-2d60-5711-b333-6e78224de5c1-1-e1',
  })
  readonly id!: string;
  @ApiProperty({ description: 'Id of the global account', example: 'ga-demo' }) readonly globalAccountId!: string;
  @ApiProperty({ description: 'The subaccount that gets the service plan', example: 'dev-eu10' })
  readonly subaccount!: string;
  @ApiProperty({ description: 'Name of the service', example: 's4-hana-cloud' }) readonly service!: string;
  @ApiProperty({ description: 'Name of the service plan', example: 'messaging' }) readonly plan!: string;
  @ApiProperty({ description: 'Id of the system', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1' })
  readonly systemId!: string;
  @ApiProperty({ ...TIME, description: 'When it was configured' }) readonly createdAt!: string;
}

/** The system is shown as of its last event that could be read; commands about it are refused. */
@ApiSchema({ name: 'QuarantineShape' })
export class QuarantineView {
  @ApiProperty({ description: 'Of the first event that is left out' }) readonly position!: string;
  @ApiProperty({ ...TIME, description: 'When that event was appended' }) readonly since!: string;
  @ApiProperty({ description: 'Why that event cannot be read' }) readonly reason!: string;
}

/** A system as every interface shows it. */
@ApiSchema({ name: 'SystemShape' })
export class SystemView {
  @ApiProperty({ description: 'Id of the system', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1' })
  readonly id!: string;
  @ApiProperty({ description: 'Id of the global account', example: 'ga-demo' }) readonly globalAccountId!: string;
  @ApiProperty({ description: 'Unique among the systems of the account', example: 'S/4HANA Cloud production' })
  readonly name!: string;
  @ApiProperty({ description: 'Id of the system type', example: 's4hana-cloud' }) readonly type!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the scenario group; null for types without any',
    example: 'all',
  })
  readonly communicationScenarioGroup!: string | null;
  @ApiProperty({ enum: SYSTEM_STATUSES, description: 'Where the system is in its life' })
  readonly status!: SystemStatus;
  @ApiProperty({ ...TIME, description: 'When it came to this status' }) readonly statusChangedAt!: string;
  @ApiPropertyOptional({ description: 'Why, and what to do next' }) readonly statusDetail?: string;
  @ApiPropertyOptional({ type: TokenView, description: 'The newest integration token, without its text' })
  readonly token?: TokenView;
  @ApiPropertyOptional({ type: RegistrationView, description: 'The tenant side, once a token was redeemed' })
  readonly registration?: RegistrationView;
  @ApiProperty({ type: [FormationReference], description: 'Formations that include the system' })
  readonly formations!: readonly FormationReference[];
  @ApiProperty({ type: [EntitlementConfigurationView], description: 'Service plans that were assigned for the system' })
  readonly entitlementConfigurations!: readonly EntitlementConfigurationView[];
  @ApiPropertyOptional({ type: QuarantineView, description: 'Only while events of the system cannot be read' })
  readonly quarantine?: QuarantineView;
  @ApiPropertyOptional({ type: [WarningView], description: 'Of a single system; absent when there is none' })
  readonly warnings?: readonly WarningView[];
  @ApiProperty({ ...TIME, description: 'When the system was added' }) readonly createdAt!: string;
  @ApiProperty({ description: 'Subject of who added the system', example: 'ada@example.com' })
  readonly createdBy!: string;
  @ApiProperty({ description: 'Number of events of the system', example: 3 }) readonly version!: number;
  @ApiProperty({ description: 'Log position of the last event that is in it', example: '4711' })
  readonly position!: string;
}
