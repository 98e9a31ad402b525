import { STEPS, type ExtensionStatus, type Step } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { WarningView } from './warning-view.js';

const STATUSES: readonly ExtensionStatus[] = ['ENABLING', 'ENABLED', 'FAILED', 'DISABLING'];

/** An extension as its tenant sees it. */
@ApiSchema({ name: 'ExtensionShape' })
export class ExtensionView {
  @ApiProperty() readonly extensionId!: string;
  @ApiProperty() readonly tenantId!: string;
  @ApiProperty() readonly globalAccountId!: string;
  @ApiProperty() readonly systemId!: string;
  @ApiProperty() readonly systemName!: string;
  @ApiProperty() readonly systemType!: string;
  @ApiProperty({ enum: STATUSES }) readonly status!: ExtensionStatus;
  @ApiPropertyOptional({ description: 'Why, and what to do next' }) readonly statusDetail?: string;
  @ApiPropertyOptional({ enum: STEPS }) readonly step?: Step;
  @ApiPropertyOptional() readonly attempt?: number;
  @ApiProperty({ format: 'date-time' }) readonly createdAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly statusChangedAt!: string;
  @ApiPropertyOptional({ type: [WarningView], description: 'Absent when there is none' })
  readonly warnings?: readonly WarningView[];
}
