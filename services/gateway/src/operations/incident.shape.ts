import type { IncidentItem } from '@system-landscape/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { IncidentShape } from '../deregistration/deregistration.shape.js';

export class IncidentItemShape extends IncidentShape implements IncidentItem {
  @ApiProperty() globalAccountId!: string;
  @ApiProperty() systemId!: string;
  @ApiProperty() systemName!: string;
  @ApiProperty() tenantId!: string;
  @ApiProperty() attempt!: number;
}

export class IncidentPageShape {
  @ApiProperty({ type: [IncidentItemShape] }) items!: IncidentItemShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
