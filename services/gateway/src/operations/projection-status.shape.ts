import type { ProjectionStatus } from '@system-landscape/contracts';
import { ApiProperty } from '@nestjs/swagger';

export class ProjectionStatusShape implements ProjectionStatus {
  @ApiProperty() position!: string;
  @ApiProperty({ enum: ['pglite', 'postgresql'] }) storage!: ProjectionStatus['storage'];
  @ApiProperty() schema!: string;
  @ApiProperty() eventsPerSecond!: number;
  @ApiProperty({ description: 'Whether the end of the log was reached' }) caughtUp!: boolean;
}
