import { IncidentItem } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class IncidentPageShape {
  @ApiProperty({ type: [IncidentItem], description: 'Incidents of this page' }) items!: IncidentItem[];
  @ApiProperty({ type: String, nullable: true, description: 'Takes the next page as `cursor`; null on the last one' })
  nextCursor!: string | null;
}
