import {
  extensionEntityTag,
  type ExtensionView,
  type GetExtensionQuery,
  type GetExtensionReply,
} from '@system-landscape/contracts';
import type { SystemRecord } from '@system-landscape/system-view';
import { Refusal, systemIdOfExtension } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';

@Injectable()
export class GetExtension {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal NOT_FOUND (also for another tenant's, and for a deleted one); ReadModelBehind */
  async execute({ minPosition, tenantId, extensionId }: GetExtensionQuery): Promise<GetExtensionReply> {
    const { position, rows } = await this.readModel.select<{ record: SystemRecord & { extension: ExtensionView } }>(
      minPosition,
      'select record from systems where id = $1 and extension_id = $2 and tenant_id = $3',
      [systemIdOfExtension(extensionId) ?? '', extensionId, tenantId],
    );
    const [row] = rows;
    if (!row) throw new Refusal('NOT_FOUND', 'There is no such extension.');
    const { extension, system } = row.record;
    return { extension, entityTag: extensionEntityTag(extensionId, system.version), position };
  }
}
