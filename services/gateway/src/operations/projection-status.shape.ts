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
  @ApiProperty({ description: 'Log position of the last event applied', example: '4711' }) position!: string;
  @ApiProperty({ description: 'Events applied so far' }) events!: number;
}

export class ProjectionStatusShape implements ProjectionStatus {
  @ApiProperty({ description: 'Log position of the last event applied', example: '4711' }) position!: string;
  @ApiProperty({
    enum: ['libsql', 'pglite', 'postgresql'],
    description: 'The database that holds the read model; `pglite` in earlier releases',
  })
  storage!: ProjectionStatus['storage'];
  @ApiProperty({ description: 'Version of the tables', example: '7' }) schema!: string;
  @ApiProperty({ description: 'Events applied per second, lately', example: 0 }) eventsPerSecond!: number;
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
  @ApiProperty({ type: [String], description: 'Primary key of the row' }) key!: readonly string[];
  @ApiProperty({ enum: DIFFERENCES, description: 'How it differs' }) what!: (typeof DIFFERENCES)[number];
}

export class ChecksumsShape {
  @ApiProperty({ description: 'Of the live tables', example: '9b74c9897bac770f' }) live!: string;
  @ApiProperty({ description: 'Of the shadow tables', example: '9b74c9897bac770f' }) beside!: string;
}

/** Rows of one table of the two read models, at the same position of both. */
export class ReadModelComparisonShape implements Omit<CompareReadModelsReply, 'position'> {
  @ApiProperty({ description: 'Name of the table', example: 'systems' }) table!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'On the first page of a table' }) rowsOfTable!:
    number | null;
  @ApiProperty({ description: 'Rows that were compared' }) rows!: number;
  @ApiProperty({ description: 'Of the rows that were compared' }) checksums!: ChecksumsShape;
  @ApiProperty({ description: 'How many of the rows differ' }) differing!: number;
  @ApiProperty({ type: [RowDifferenceShape], description: 'The first of them' })
  differences!: readonly RowDifferenceShape[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Takes the next rows as `cursor`; null after the last table',
  })
  nextCursor!: string | null;
}
