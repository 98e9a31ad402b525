import type { CompareReadModelsReply, ProjectionStatus, ShadowReadModel } from '@system-landscape/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

const ROLES = ['building', 'ready', 'before'] as const satisfies readonly ShadowReadModel['role'][];
const DIFFERENCES = ['not the same', 'only in the live one', 'only in the rebuilt one'] as const;

@ApiSchema({ name: 'ReadModelBesideShape' })
export class ShadowReadModelShape implements ShadowReadModel {
  @ApiProperty({
    enum: ROLES,
    description: 'Being rebuilt from the log, ready to answer, or the previous one, which is kept for a rollback',
  })
  role!: ShadowReadModel['role'];
  @ApiProperty() position!: string;
  @ApiProperty({ description: 'Events applied so far' }) events!: number;
}

export class ProjectionStatusShape implements ProjectionStatus {
  @ApiProperty() position!: string;
  @ApiProperty({ enum: ['libsql', 'pglite', 'postgresql'], description: '`pglite` in earlier releases' })
  storage!: ProjectionStatus['storage'];
  @ApiProperty() schema!: string;
  @ApiProperty() eventsPerSecond!: number;
  @ApiProperty({ description: 'Whether the end of the log was reached' }) caughtUp!: boolean;
  @ApiProperty({ description: 'Events applied so far' }) events!: number;
  @ApiPropertyOptional({ description: 'Streams in quarantine' }) quarantined?: number;
  @ApiProperty({
    type: ShadowReadModelShape,
    nullable: true,
    description: 'The shadow tables, if there are any',
  })
  beside!: ShadowReadModelShape | null;
}

export class RowDifferenceShape {
  @ApiProperty({ type: [String] }) key!: readonly string[];
  @ApiProperty({ enum: DIFFERENCES }) what!: (typeof DIFFERENCES)[number];
}

export class ChecksumsShape {
  @ApiProperty() live!: string;
  @ApiProperty() beside!: string;
}

/** Rows of one table of the two read models, at the same position of both. */
export class ReadModelComparisonShape implements Omit<CompareReadModelsReply, 'position'> {
  @ApiProperty() table!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'On the first page of a table' }) rowsOfTable!:
    number | null;
  @ApiProperty({ description: 'Rows that were compared' }) rows!: number;
  @ApiProperty() checksums!: ChecksumsShape;
  @ApiProperty({ description: 'How many of the rows differ' }) differing!: number;
  @ApiProperty({ type: [RowDifferenceShape], description: 'The first of them' })
  differences!: readonly RowDifferenceShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
