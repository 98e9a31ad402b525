import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'FormationMemberShape' })
export class FormationMember {
  @ApiProperty({ description: 'Id of the system', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1' })
  readonly id!: string;
  @ApiProperty({ description: 'Name of the system', example: 'S/4HANA Cloud production' }) readonly name!: string;
  @ApiPropertyOptional({ description: 'True while events of the system cannot be read; else absent' })
  readonly quarantined?: boolean;
}

/** A formation as every interface shows it. */
@ApiSchema({ name: 'FormationShape' })
export class FormationView {
  @ApiProperty({ description: 'Id of the formation', example: 'b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8' })
  readonly id!: string;
  @ApiProperty({ description: 'Id of the global account', example: 'ga-demo' }) readonly globalAccountId!: string;
  @ApiProperty({ description: 'Unique among the formations of the account', example: 'Order to cash' })
  readonly name!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What it is for, as its creator named it',
    example: 'side-by-side-extensibility',
  })
  readonly type!: string | null;
  /** By name. */
  @ApiProperty({ type: [FormationMember], description: 'The systems that it includes, by name' })
  readonly systems!: readonly FormationMember[];
  @ApiProperty({ format: 'date-time', description: 'When it was created' }) readonly createdAt!: string;
}
