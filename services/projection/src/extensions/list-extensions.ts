import type { ListExtensionsQuery, ListExtensionsReply } from '@system-landscape/contracts';
import { systemIdOfExtension } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isTime, type KeyCheck } from '../queries/cursor.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';
import { extensionOf, NAMES_OF_OTHERS, type ExtensionRow } from './others-of-tenant.js';

const isExtensionId: KeyCheck = (value) => systemIdOfExtension(value) !== undefined;

/** The extensions of a tenant, oldest first, without deleted ones. */
@Injectable()
export class ListExtensions {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute(query: ListExtensionsQuery): Promise<ListExtensionsReply> {
    const { minPosition, tenantId, globalAccountId, limit = DEFAULT_LIMIT, cursor } = query;
    const list = `extensions/${tenantId}`;
    const [createdAt, id] =
      cursor === undefined ? ['-infinity', ''] : decodeCursor(list, cursor, [isTime, isExtensionId]);
    const answer = await this.readModel.select<ExtensionRow>(
      minPosition,
      `select record, ${NAMES_OF_OTHERS} from systems
        where tenant_id = $1 and extension_id is not null
          ${globalAccountId === undefined ? '' : 'and global_account_id = $5'}
          and (extension_created_at, extension_id) > ($2, $3)
        order by extension_created_at, extension_id limit $4`,
      [tenantId, createdAt, id, String(limit + 1), ...(globalAccountId === undefined ? [] : [globalAccountId])],
    );
    return pageOf(answer, limit, extensionOf, ({ record: { extension } }) =>
      encodeCursor(list, [extension.createdAt, extension.extensionId]),
    );
  }
}
