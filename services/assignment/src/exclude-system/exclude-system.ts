import type { ExcludeSystemRequest, WriteReply } from '@system-landscape/contracts';
import { excludeFromFormation, type System } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { AccountFormations, membershipIn, noSuchFormation } from '../account/account-formations.js';

/** Excludes a system from a formation. */
@Injectable()
export class ExcludeSystem {
  constructor(
    private readonly formations: AccountFormations,
    private readonly systems: AccountSystems,
  ) {}

  async execute(request: ExcludeSystemRequest, administrator: Administrator): Promise<WriteReply> {
    const { systemId, formationId } = request;
    const formation = await this.formations.find(request, administrator);
    const context = { ...administrator, operation: `exclude-system/${formationId}` };
    const decide = (state: System) =>
      formation ? excludeFromFormation({ systemId, formationId, reason: 'REQUESTED' }, state) : noSuchFormation();
    const result = await this.systems.execute(systemId, context, decide, membershipIn(formationId));
    return writeReply(result);
  }
}
