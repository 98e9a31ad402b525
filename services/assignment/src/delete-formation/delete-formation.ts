import type { DeleteFormationRequest, WriteReply } from '@system-landscape/contracts';
import { startFormationDeletion } from '@system-landscape/domain';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { AccountFormations } from '../account/account-formations.js';
import { EndDeletion } from './end-deletion.js';

/** Deletes a formation: no system can join any more, the members are excluded, then the deletion ends. */
@Injectable()
export class DeleteFormation {
  constructor(
    private readonly formations: AccountFormations,
    private readonly endDeletion: EndDeletion,
  ) {}

  /** @throws RpcError when the members cannot be listed now; the deletion has begun then, and the sweep ends it */
  async execute(request: DeleteFormationRequest, administrator: Administrator): Promise<WriteReply> {
    const { formationId } = request;
    const { state } = await this.formations.execute('delete-formation', request, administrator, (current) =>
      startFormationDeletion({ formationId }, current),
    );
    return this.endDeletion.execute(state);
  }
}
