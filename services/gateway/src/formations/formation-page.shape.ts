import { FormationView } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class FormationPageShape {
  @ApiProperty({ type: [FormationView], description: 'Formations of this page' }) items!: FormationView[];
  @ApiProperty({ type: String, nullable: true, description: 'Takes the next page as `cursor`; null on the last one' })
  nextCursor!: string | null;
}
