import type { SystemStatus } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { SYSTEM_STATUSES } from '../rpc/system-statuses.js';
import { QuarantineView } from './system-view.js';

const REASONS = ['event', 'time', 'request'] as const;

/** One event of the chain of causes from a status back to the request that started it. */
@ApiSchema({ name: 'CauseShape' })
export class Cause {
  @ApiProperty({ description: 'Log position of the event', example: '4711' }) readonly position!: string;
  @ApiProperty({ description: 'Type of the event', example: 'SystemAdded' }) readonly type!: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened' }) readonly occurredAt!: string;
  @ApiProperty({ description: 'Subject of who did it' }) readonly actor!: string;
  @ApiProperty({ description: 'A sentence for people' }) readonly summary!: string;
  @ApiProperty({
    enum: REASONS,
    description:
      'What caused the event: another event, time that passed (a deadline, a poll, a retry), or a request from outside',
  })
  readonly because!: (typeof REASONS)[number];
}

/** Why a system is in its status. */
@ApiSchema({ name: 'SystemExplanationShape' })
export class SystemExplanation {
  @ApiProperty({ description: 'Id of the system', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1' })
  readonly systemId!: string;
  @ApiProperty({ enum: SYSTEM_STATUSES, description: 'Status of the system' }) readonly status!: SystemStatus;
  @ApiProperty({ type: String, nullable: true, description: 'Why, and what to do next' }) readonly statusDetail!:
    string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the request that started the chain; null when this release cannot read the event',
  })
  readonly correlationId!: string | null;
  @ApiProperty({
    type: [Cause],
    description:
      'From the event that led to the status back to the first one, which is the last here; a hundred at most',
  })
  readonly causes!: readonly Cause[];
  @ApiProperty({
    description:
      'How many events of the stream lie before the last cause whose links are left out; 0 for a whole chain',
  })
  readonly leftOut!: number;
  @ApiPropertyOptional({ type: QuarantineView, description: 'Only while events of the system cannot be read' })
  readonly quarantine?: QuarantineView;
}
