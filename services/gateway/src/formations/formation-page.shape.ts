import { FormationView } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class FormationPageShape {
  @ApiProperty({ type: [FormationView] }) items!: FormationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
