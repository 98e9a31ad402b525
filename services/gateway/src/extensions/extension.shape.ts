import type { ExtensionView } from '@system-landscape/contracts';
import { STEPS } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const STATUSES: readonly ExtensionView['status'][] = ['ENABLING', 'ENABLED', 'FAILED', 'DISABLING'];

export class ExtensionShape implements ExtensionView {
  @ApiProperty() extensionId!: string;
  @ApiProperty() tenantId!: string;
  @ApiProperty() globalAccountId!: string;
  @ApiProperty() systemId!: string;
  @ApiProperty() systemName!: string;
  @ApiProperty() systemType!: string;
  @ApiProperty({ enum: STATUSES }) status!: ExtensionView['status'];
  @ApiPropertyOptional({ description: 'Why, and what to do next' }) statusDetail?: string;
  @ApiPropertyOptional({ enum: STEPS }) step?: NonNullable<ExtensionView['step']>;
  @ApiPropertyOptional() attempt?: number;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) statusChangedAt!: string;
}

export class ExtensionPageShape {
  @ApiProperty({ type: [ExtensionShape] }) items!: ExtensionShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
