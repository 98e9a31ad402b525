import { extensionEntityTag, type GetExtensionQuery, type GetExtensionReply } from '@system-landscape/contracts';
import { Refusal, systemIdOfExtension } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { extensionOf, NAMES_OF_OTHERS, type ExtensionRow } from './others-of-tenant.js';

@Injectable()
export class GetExtension {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal NOT_FOUND (also for another tenant's, and for a deleted one); ReadModelBehind */
  async execute({ minPosition, tenantId, extensionId }: GetExtensionQuery): Promise<GetExtensionReply> {
    const { position, rows } = await this.readModel.select<ExtensionRow>(
      minPosition,
      `select record, ${NAMES_OF_OTHERS} from systems where id = $1 and extension_id = $2 and tenant_id = $3`,
      [systemIdOfExtension(extensionId) ?? '', extensionId, tenantId],
    );
    const [row] = rows;
    if (!row) throw new Refusal('NOT_FOUND', 'There is no such extension.');
    const extension = extensionOf(row);
    return { extension, entityTag: extensionEntityTag(extension, row.record.system.version), position };
  }
}
