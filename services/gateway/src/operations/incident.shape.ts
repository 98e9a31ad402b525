import { RESOLUTIONS, type IncidentItem, type ResolveIncidentRequest } from '@system-landscape/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches } from 'class-validator';
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

export class ResolutionBody implements Pick<ResolveIncidentRequest, 'action' | 'note'> {
  @ApiProperty({ enum: RESOLUTIONS, description: '`confirm-removed`: you have seen that the tenant side is gone' })
  @IsIn(RESOLUTIONS)
  action!: (typeof RESOLUTIONS)[number];
  @ApiProperty({ description: 'What you have found and done; it stays in the history', maxLength: 1000 })
  @IsString()
  @Length(1, 1000)
  @Matches(/\S/, { message: 'note must say something' })
  note!: string;
}
