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
  @ApiProperty() readonly tokenId!: string;
  @ApiProperty({ enum: TOKEN_STATES }) readonly state!: TokenState;
  @ApiProperty(TIME) readonly issuedAt!: string;
  @ApiProperty(TIME) readonly expiresAt!: string;
}

@ApiSchema({ name: 'ReasonShape' })
export class ReasonView implements Reason {
  @ApiProperty() readonly code!: string;
  @ApiProperty() readonly message!: string;
  @ApiPropertyOptional() readonly httpStatus?: number;
  @ApiPropertyOptional() readonly raw?: string;
}

/** The tenant side: of the registration, or of the deregistration once one has begun. */
@ApiSchema({ name: 'RegistrationShape' })
export class RegistrationView {
  @ApiProperty() readonly extensionId!: string;
  @ApiProperty() readonly tenantId!: string;
  @ApiProperty({ enum: REGISTRATION_STATES }) readonly state!: ExtensionStatus | 'DELETED';
  @ApiProperty() readonly attempt!: number;
  @ApiProperty({ enum: STEPS, nullable: true }) readonly step!: Step | null;
  @ApiProperty(TIME) readonly startedAt!: string;
  @ApiPropertyOptional() readonly try?: number;
  @ApiPropertyOptional(TIME) readonly delayedUntil?: string;
  @ApiPropertyOptional({ type: ReasonView }) readonly lastError?: ReasonView;
}

@ApiSchema({ name: 'FormationReferenceShape' })
export class FormationReference {
  @ApiProperty() readonly id!: string;
  @ApiProperty() readonly name!: string;
}

@ApiSchema({ name: 'EntitlementConfigurationShape' })
export class EntitlementConfigurationView {
  @ApiProperty() readonly id!: string;
  @ApiProperty() readonly globalAccountId!: string;
  @ApiProperty() readonly subaccount!: string;
  @ApiProperty() readonly service!: string;
  @ApiProperty() readonly plan!: string;
  @ApiProperty() readonly systemId!: string;
  @ApiProperty(TIME) readonly createdAt!: string;
}

/** The system is shown as of its last event that could be read; commands about it are refused. */
@ApiSchema({ name: 'QuarantineShape' })
export class QuarantineView {
  @ApiProperty({ description: 'Of the first event that is left out' }) readonly position!: string;
  @ApiProperty(TIME) readonly since!: string;
  @ApiProperty({ description: 'Why that event cannot be read' }) readonly reason!: string;
}

/** A system as every interface shows it. */
@ApiSchema({ name: 'SystemShape' })
export class SystemView {
  @ApiProperty() readonly id!: string;
  @ApiProperty() readonly globalAccountId!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty() readonly type!: string;
  @ApiProperty({ type: String, nullable: true }) readonly communicationScenarioGroup!: string | null;
  @ApiProperty({ enum: SYSTEM_STATUSES }) readonly status!: SystemStatus;
  @ApiProperty(TIME) readonly statusChangedAt!: string;
  @ApiPropertyOptional({ description: 'Why, and what to do next' }) readonly statusDetail?: string;
  @ApiPropertyOptional({ type: TokenView }) readonly token?: TokenView;
  @ApiPropertyOptional({ type: RegistrationView }) readonly registration?: RegistrationView;
  @ApiProperty({ type: [FormationReference] }) readonly formations!: readonly FormationReference[];
  @ApiProperty({ type: [EntitlementConfigurationView] })
  readonly entitlementConfigurations!: readonly EntitlementConfigurationView[];
  @ApiPropertyOptional({ type: QuarantineView, description: 'Only while events of the system cannot be read' })
  readonly quarantine?: QuarantineView;
  @ApiPropertyOptional({ type: [WarningView], description: 'Of a single system; absent when there is none' })
  readonly warnings?: readonly WarningView[];
  @ApiProperty(TIME) readonly createdAt!: string;
  @ApiProperty() readonly createdBy!: string;
  @ApiProperty() readonly version!: number;
  @ApiProperty() readonly position!: string;
}
