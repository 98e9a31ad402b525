import { STEPS, type ExtensionStatus, type Step } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { WarningView } from './warning-view.js';

const STATUSES: readonly ExtensionStatus[] = ['ENABLING', 'ENABLED', 'FAILED', 'DISABLING'];

/** An extension as its tenant sees it. */
@ApiSchema({ name: 'ExtensionShape' })
export class ExtensionView {
  @ApiProperty({ description: 'Id of the extension', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1-x1' })
  readonly extensionId!: string;
  @ApiProperty({ description: 'Id of the tenant', example: 'my300001' }) readonly tenantId!: string;
  @ApiProperty({ description: 'Id of the global account', example: 'ga-demo' }) readonly globalAccountId!: string;
  @ApiProperty({ description: 'Id of the system', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1' })
  readonly systemId!: string;
  @ApiProperty({ description: 'Name of the system', example: 'S/4HANA Cloud production' }) readonly systemName!: string;
  @ApiProperty({ description: 'Id of the system type', example: 's4hana-cloud' }) readonly systemType!: string;
  @ApiProperty({ enum: STATUSES, description: 'How far the extension is' }) readonly status!: ExtensionStatus;
  @ApiPropertyOptional({ description: 'Why, and what to do next' }) readonly statusDetail?: string;
  @ApiPropertyOptional({ enum: STEPS, description: 'The step that runs, or that failed' }) readonly step?: Step;
  @ApiPropertyOptional({ description: 'Number of the attempt, from 1', example: 1 }) readonly attempt?: number;
  @ApiProperty({ format: 'date-time', description: 'When the token was redeemed' }) readonly createdAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When it came to this status' }) readonly statusChangedAt!: string;
  @ApiPropertyOptional({ type: [WarningView], description: 'Absent when there is none' })
  readonly warnings?: readonly WarningView[];
}
