import type { DeregistrationView, IncidentView } from '@system-landscape/contracts';
import { STEPS } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BlockerShape } from '../problems/problem.shape.js';
import { ReasonShape } from '../systems/system.shape.js';

const CODES: readonly NonNullable<DeregistrationView['code']>[] = [
  'DEREGISTER_BLOCKED_REFERENCES',
  'DEREGISTER_BLOCKED_STATUS',
];

export class IncidentShape implements IncidentView {
  @ApiProperty({ description: 'On which to report it', example: 'BC-NEO-EXT-S4C' }) component!: string;
  @ApiProperty() correlationId!: string;
  @ApiProperty({ enum: STEPS, nullable: true }) step!: IncidentView['step'];
  @ApiProperty({ type: ReasonShape }) lastAnswer!: ReasonShape;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
}

export class DeregistrationShape implements DeregistrationView {
  @ApiProperty() allowed!: boolean;
  @ApiPropertyOptional({ enum: CODES, description: 'Why not' }) code?: NonNullable<DeregistrationView['code']>;
  @ApiProperty({ type: [BlockerShape], description: 'What uses the system; a hundred at most' })
  blockers!: BlockerShape[];
  @ApiPropertyOptional({ description: 'That runs, or that failed' }) attempt?: number;
  @ApiPropertyOptional({ enum: STEPS }) step?: NonNullable<DeregistrationView['step']>;
  @ApiPropertyOptional({ type: IncidentShape }) incident?: IncidentShape;
}
