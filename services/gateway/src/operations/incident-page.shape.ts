import { IncidentItem } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class IncidentPageShape {
  @ApiProperty({ type: [IncidentItem] }) items!: IncidentItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
