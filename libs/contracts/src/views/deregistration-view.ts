import { STEPS, type Blocker, type Incident, type Step } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ReasonView } from './system-view.js';

const CODES = ['DEREGISTER_BLOCKED_REFERENCES', 'DEREGISTER_BLOCKED_STATUS'] as const;

@ApiSchema({ name: 'BlockerShape' })
export class BlockerView implements Blocker {
  @ApiProperty({ enum: ['formation', 'entitlement'], description: 'What uses the system' })
  readonly kind!: Blocker['kind'];
  @ApiProperty({
    description: 'Of the formation or entitlement configuration',
    example: 'b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8',
  })
  readonly id!: string;
  @ApiProperty({ description: 'Name of the formation, or service and plan', example: 'Order to cash' })
  readonly name!: string;
}

/** What an operator must handle after a failed deregistration (M-25). */
@ApiSchema({ name: 'IncidentShape' })
export class IncidentView implements Incident {
  @ApiProperty({ description: 'On which to report it', example: 'BC-NEO-EXT-S4C' }) readonly component!: string;
  @ApiProperty({
    description: 'Id of the request that began the deregistration',
    example: 'f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11',
  })
  readonly correlationId!: string;
  @ApiProperty({ enum: STEPS, nullable: true, description: 'The step that failed; null when none did' })
  readonly step!: Step | null;
  @ApiProperty({ type: ReasonView, description: 'What the tenant answered last' }) readonly lastAnswer!: ReasonView;
  @ApiProperty({ format: 'date-time', description: 'When it was opened' }) readonly openedAt!: string;
}

/** The stream that an incident of kind `quarantine` is about. */
@ApiSchema({ name: 'IncidentQuarantineShape' })
export class IncidentQuarantine {
  @ApiProperty({ description: 'Name of the stream', example: 'system-7010f9af-2d60-5711-b333-6e78224de5c1' })
  readonly stream!: string;
  @ApiProperty({ description: 'Of the first event that is left out' }) readonly position!: string;
  @ApiProperty({ description: 'Of the event that cannot be read' }) readonly eventId!: string;
}

/** An open incident in the operators' list. */
@ApiSchema({ name: 'IncidentItemShape' })
export class IncidentItem extends IncidentView {
  @ApiProperty({ description: 'Id of the global account', example: 'ga-demo' }) readonly globalAccountId!: string;
  @ApiProperty({ description: 'Id of the system', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1' })
  readonly systemId!: string;
  @ApiProperty({ description: 'Name of the system', example: 'S/4HANA Cloud production' }) readonly systemName!: string;
  @ApiProperty({ description: 'Id of the tenant', example: 'my300001' }) readonly tenantId!: string;
  @ApiProperty({ description: 'Number of the attempt that failed', example: 1 }) readonly attempt!: number;
  @ApiPropertyOptional({ enum: ['quarantine'], description: 'Absent for a failed deregistration' })
  readonly kind?: 'quarantine';
  @ApiPropertyOptional({
    type: IncidentQuarantine,
    description: 'The stream that cannot be read; only with kind `quarantine`',
  })
  readonly quarantine?: IncidentQuarantine;
}

/** Whether a system can be deregistered, what blocks it, and how far its deregistration is. */
@ApiSchema({ name: 'DeregistrationShape' })
export class DeregistrationView {
  @ApiProperty({ description: 'Whether it can begin now' }) readonly allowed!: boolean;
  @ApiPropertyOptional({ enum: CODES, description: 'Why not' }) readonly code?: (typeof CODES)[number];
  @ApiProperty({ type: [BlockerView], description: 'What uses the system; a hundred at most' })
  readonly blockers!: readonly BlockerView[];
  @ApiPropertyOptional({ description: 'That runs, or that failed' }) readonly attempt?: number;
  @ApiPropertyOptional({ enum: STEPS, description: 'The step that runs, or that failed' }) readonly step?: Step;
  @ApiPropertyOptional({ type: IncidentView, description: 'What an operator has to handle' })
  readonly incident?: IncidentView;
}
