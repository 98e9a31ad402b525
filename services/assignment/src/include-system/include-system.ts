import type { IncludeSystemRequest, WriteReply } from '@system-landscape/contracts';
import { activeFormation, includeInFormation, type System } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { AccountFormations, membershipIn, noSuchFormation } from '../account/account-formations.js';

/**
 * Includes a system in a formation (N-06). Status and membership are in one stream, so of an inclusion and a concurrent
 * deregistration one is refused. A concurrent deletion of the formation is handled by `ExcludeLatecomer`.
 */
@Injectable()
export class IncludeSystem {
  constructor(
    private readonly formations: AccountFormations,
    private readonly systems: AccountSystems,
  ) {}

  async execute(request: IncludeSystemRequest, administrator: Administrator): Promise<WriteReply> {
    const { systemId, formationId } = request;
    const formation = await this.formations.find(request, administrator);
    const joinable = formation && activeFormation(formation);
    const context = { ...administrator, operation: `include-system/${formationId}` };
    const decide = (state: System) =>
      joinable
        ? includeInFormation(
            { systemId, formationId, formationName: joinable.name, formationLife: joinable.life },
            state,
          )
        : noSuchFormation();
    const result = await this.systems.execute(systemId, context, decide, membershipIn(formationId));
    return writeReply(result);
  }
}
