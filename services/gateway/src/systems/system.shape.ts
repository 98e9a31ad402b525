import {
  SYSTEM_STATUSES,
  type EntitlementConfigurationView,
  type HistoryItem,
  type RegistrationView,
  type SystemView,
  type TokenView,
} from '@system-landscape/contracts';
import { STEPS, type Reason } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IntegrationTokenShape } from '../integration-token/integration-token.shape.js';

const TIME = { format: 'date-time' } as const;
const TOKEN_STATES: readonly TokenView['state'][] = ['LIVE', 'USED', 'EXPIRED', 'REVOKED'];
const REGISTRATION_STATES: readonly RegistrationView['state'][] = [
  'ENABLING',
  'ENABLED',
  'FAILED',
  'DISABLING',
  'DELETED',
];

export class TokenShape implements TokenView {
  @ApiProperty() tokenId!: string;
  @ApiProperty({ enum: TOKEN_STATES }) state!: TokenView['state'];
  @ApiProperty(TIME) issuedAt!: string;
  @ApiProperty(TIME) expiresAt!: string;
}

export class ReasonShape implements Reason {
  @ApiProperty() code!: string;
  @ApiProperty() message!: string;
  @ApiPropertyOptional() httpStatus?: number;
  @ApiPropertyOptional() raw?: string;
}

export class RegistrationShape implements RegistrationView {
  @ApiProperty() extensionId!: string;
  @ApiProperty() tenantId!: string;
  @ApiProperty({ enum: REGISTRATION_STATES }) state!: RegistrationView['state'];
  @ApiProperty() attempt!: number;
  @ApiProperty({ enum: STEPS, nullable: true }) step!: RegistrationView['step'];
  @ApiProperty(TIME) startedAt!: string;
  @ApiPropertyOptional() try?: number;
  @ApiPropertyOptional(TIME) delayedUntil?: string;
  @ApiPropertyOptional({ type: ReasonShape }) lastError?: ReasonShape;
}

export class FormationReferenceShape {
  @ApiProperty() id!: string;
  @ApiProperty() name!: string;
}

export class EntitlementConfigurationShape implements EntitlementConfigurationView {
  @ApiProperty() id!: string;
  @ApiProperty() globalAccountId!: string;
  @ApiProperty() subaccount!: string;
  @ApiProperty() service!: string;
  @ApiProperty() plan!: string;
  @ApiProperty() systemId!: string;
  @ApiProperty(TIME) createdAt!: string;
}

export class SystemShape implements SystemView {
  @ApiProperty() id!: string;
  @ApiProperty() globalAccountId!: string;
  @ApiProperty() name!: string;
  @ApiProperty() type!: string;
  @ApiProperty({ type: String, nullable: true }) communicationScenarioGroup!: string | null;
  @ApiProperty({ enum: SYSTEM_STATUSES }) status!: SystemView['status'];
  @ApiProperty(TIME) statusChangedAt!: string;
  @ApiPropertyOptional({ description: 'Why, and what to do next' }) statusDetail?: string;
  @ApiPropertyOptional({ type: TokenShape }) token?: TokenShape;
  @ApiPropertyOptional({ type: RegistrationShape }) registration?: RegistrationShape;
  @ApiProperty({ type: [FormationReferenceShape] }) formations!: FormationReferenceShape[];
  @ApiProperty({ type: [EntitlementConfigurationShape] }) entitlementConfigurations!: EntitlementConfigurationShape[];
  @ApiProperty(TIME) createdAt!: string;
  @ApiProperty() createdBy!: string;
  @ApiProperty() version!: number;
  @ApiProperty() position!: string;
}

export class NextStepShape {
  @ApiProperty() title!: string;
  @ApiProperty({ format: 'uri' }) url!: string;
}

export class RegisteredSystemShape {
  @ApiProperty({ type: SystemShape }) system!: SystemShape;
  @ApiProperty({ type: IntegrationTokenShape }) integrationToken!: IntegrationTokenShape;
  @ApiProperty({ type: NextStepShape }) nextStep!: NextStepShape;
}

export class SystemPageShape {
  @ApiProperty({ type: [SystemShape] }) items!: SystemShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class HistoryActorShape {
  @ApiProperty() subject!: string;
  @ApiProperty() role!: string;
}

export class HistoryItemShape implements HistoryItem {
  @ApiProperty() position!: string;
  @ApiProperty() type!: string;
  @ApiProperty(TIME) occurredAt!: string;
  @ApiProperty({ type: HistoryActorShape }) actor!: HistoryActorShape;
  @ApiProperty({ description: 'A sentence for people' }) summary!: string;
  @ApiProperty() correlationId!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) data!: object;
}

export class HistoryPageShape {
  @ApiProperty({ type: [HistoryItemShape] }) items!: HistoryItemShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
