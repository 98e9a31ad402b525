import type { ProjectionStatus } from '@system-landscape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.js';
import { schemaVersion } from '../database/migrations.js';
import { Projector } from '../projector/projector.js';

/** How the read model is doing. */
@Injectable()
export class GetStatus {
  private readonly schema = schemaVersion();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Projector) private readonly projector: Projector,
  ) {}

  async execute(): Promise<ProjectionStatus> {
    const [row] = await this.database.query<{ position: string; caughtUp: boolean }>(
      'select position::text, caught_up as "caughtUp" from checkpoint',
    );
    return {
      position: row!.position,
      storage: this.database.storage,
      schema: this.schema,
      eventsPerSecond: this.projector.eventsPerSecond,
      caughtUp: row!.caughtUp,
    };
  }
}
