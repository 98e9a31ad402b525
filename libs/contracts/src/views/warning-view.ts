import { ApiProperty, ApiSchema } from '@nestjs/swagger';

export const WARNING_CODES = ['TENANT_HAS_ANOTHER_SYSTEM'] as const;

/** Something that somebody should know, and that was not refused. */
@ApiSchema({ name: 'WarningShape' })
export class WarningView {
  @ApiProperty({ enum: WARNING_CODES, description: 'What it is about, for programs' })
  readonly code!: (typeof WARNING_CODES)[number];
  @ApiProperty({ description: 'A sentence for people' }) readonly message!: string;
}
