import { STEPS, type Blocker, type Incident, type Step } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ReasonView } from './system-view.js';

const CODES = ['DEREGISTER_BLOCKED_REFERENCES', 'DEREGISTER_BLOCKED_STATUS'] as const;

@ApiSchema({ name: 'BlockerShape' })
export class BlockerView implements Blocker {
  @ApiProperty({ enum: ['formation', 'entitlement'] }) readonly kind!: Blocker['kind'];
  @ApiProperty() readonly id!: string;
  @ApiProperty() readonly name!: string;
}

/** What an operator must handle after a failed deregistration (M-25). */
@ApiSchema({ name: 'IncidentShape' })
export class IncidentView implements Incident {
  @ApiProperty({ description: 'On which to report it', example: 'BC-NEO-EXT-S4C' }) readonly component!: string;
  @ApiProperty() readonly correlationId!: string;
  @ApiProperty({ enum: STEPS, nullable: true }) readonly step!: Step | null;
  @ApiProperty({ type: ReasonView }) readonly lastAnswer!: ReasonView;
  @ApiProperty({ format: 'date-time' }) readonly openedAt!: string;
}

/** The stream that an incident of kind `quarantine` is about. */
@ApiSchema({ name: 'IncidentQuarantineShape' })
export class IncidentQuarantine {
  @ApiProperty() readonly stream!: string;
  @ApiProperty({ description: 'Of the first event that is left out' }) readonly position!: string;
  @ApiProperty({ description: 'Of the event that cannot be read' }) readonly eventId!: string;
}

/** An open incident in the operators' list. */
@ApiSchema({ name: 'IncidentItemShape' })
export class IncidentItem extends IncidentView {
  @ApiProperty() readonly globalAccountId!: string;
  @ApiProperty() readonly systemId!: string;
  @ApiProperty() readonly systemName!: string;
  @ApiProperty() readonly tenantId!: string;
  @ApiProperty() readonly attempt!: number;
  @ApiPropertyOptional({ enum: ['quarantine'], description: 'Absent for a failed deregistration' })
  readonly kind?: 'quarantine';
  @ApiPropertyOptional({ type: IncidentQuarantine }) readonly quarantine?: IncidentQuarantine;
}

/** Whether a system can be deregistered, what blocks it, and how far its deregistration is. */
@ApiSchema({ name: 'DeregistrationShape' })
export class DeregistrationView {
  @ApiProperty() readonly allowed!: boolean;
  @ApiPropertyOptional({ enum: CODES, description: 'Why not' }) readonly code?: (typeof CODES)[number];
  @ApiProperty({ type: [BlockerView], description: 'What uses the system; a hundred at most' })
  readonly blockers!: readonly BlockerView[];
  @ApiPropertyOptional({ description: 'That runs, or that failed' }) readonly attempt?: number;
  @ApiPropertyOptional({ enum: STEPS }) readonly step?: Step;
  @ApiPropertyOptional({ type: IncidentView }) readonly incident?: IncidentView;
}
