import type { ProjectionStatus, ReadModelBeside } from '@system-landscape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.js';
import { BESIDE, schemaVersion } from '../database/migrations.js';
import { Projector } from '../projector/projector.js';
import type { Role } from '../rebuild/role.js';

/** How the read model is doing. */
@Injectable()
export class GetStatus {
  private readonly schema = schemaVersion();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Projector) private readonly projector: Projector,
  ) {}

  async execute(): Promise<ProjectionStatus> {
    const [live, beside] = await this.database.query<Checkpoint>(
      `select role, position::text, events::float8, caught_up as "caughtUp" from checkpoint
        union all select role, position::text, events::float8, caught_up from ${BESIDE}.checkpoint`,
    );
    return {
      position: live!.position,
      storage: this.database.storage,
      schema: this.schema,
      eventsPerSecond: this.projector.eventsPerSecond,
      caughtUp: live!.caughtUp,
      events: live!.events,
      beside: besideOf(beside!),
    };
  }
}

interface Checkpoint {
  readonly role: Role;
  readonly position: string;
  readonly events: number;
  readonly caughtUp: boolean;
}

function besideOf({ role, position, events }: Checkpoint): ReadModelBeside | null {
  return role === 'empty' || role === 'live' ? null : { role, position, events };
}
