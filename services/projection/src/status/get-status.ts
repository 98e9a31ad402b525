import type { ProjectionStatus, ShadowReadModel } from '@system-landscape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.js';
import { LIVE, schemaVersion, SHADOW } from '../database/migrations.js';
import { Projector } from '../projector/projector.js';
import type { StoredRole } from '../rebuild/role.js';

/** Position, size and health of the read model, and of the shadow tables unless they are empty. */
@Injectable()
export class GetStatus {
  private readonly schema = schemaVersion();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Projector) private readonly projector: Projector,
  ) {}

  async execute(): Promise<ProjectionStatus> {
    const [live, shadow] = await this.database.query<Checkpoint>(
      `select role, cast(position as text) as position, cast(events as float) as events, caught_up as "caughtUp",
              (select cast(count(*) as integer) from quarantine) as quarantined
         from ${LIVE}.checkpoint
        union all
       select role, cast(position as text), cast(events as float), caught_up, null from ${SHADOW}.checkpoint`,
    );
    return {
      position: live!.position,
      storage: this.database.storage,
      schema: this.schema,
      eventsPerSecond: this.projector.eventsPerSecond,
      caughtUp: live!.caughtUp,
      events: live!.events,
      quarantined: live!.quarantined,
      beside: shadowOf(shadow!),
    };
  }
}

interface Checkpoint {
  readonly role: StoredRole;
  readonly position: string;
  readonly events: number;
  readonly caughtUp: boolean;
  readonly quarantined: number;
}

function shadowOf({ role, position, events }: Checkpoint): ShadowReadModel | null {
  return role === 'empty' || role === 'live' ? null : { role, position, events };
}
