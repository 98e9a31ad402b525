import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'FormationMemberShape' })
export class FormationMember {
  @ApiProperty() readonly id!: string;
  @ApiProperty() readonly name!: string;
  @ApiPropertyOptional({ description: 'True while events of the system cannot be read; else absent' })
  readonly quarantined?: boolean;
}

/** A formation as every interface shows it. */
@ApiSchema({ name: 'FormationShape' })
export class FormationView {
  @ApiProperty() readonly id!: string;
  @ApiProperty() readonly globalAccountId!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ type: String, nullable: true }) readonly type!: string | null;
  /** By name. */
  @ApiProperty({ type: [FormationMember] }) readonly systems!: readonly FormationMember[];
  @ApiProperty({ format: 'date-time' }) readonly createdAt!: string;
}
