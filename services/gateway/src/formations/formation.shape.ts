import type { FormationView } from '@system-landscape/contracts';
import { ApiProperty } from '@nestjs/swagger';

export class FormationMemberShape {
  @ApiProperty() id!: string;
  @ApiProperty() name!: string;
}

export class FormationShape implements FormationView {
  @ApiProperty() id!: string;
  @ApiProperty() globalAccountId!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) type!: string | null;
  @ApiProperty({ type: [FormationMemberShape] }) systems!: FormationMemberShape[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class FormationPageShape {
  @ApiProperty({ type: [FormationShape] }) items!: FormationShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
