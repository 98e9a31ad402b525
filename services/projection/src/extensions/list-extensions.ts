import type { ExtensionView, ListExtensionsQuery, ListExtensionsReply } from '@system-landscape/contracts';
import type { SystemRecord } from '@system-landscape/system-view';
import { systemIdOfExtension } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isTime, type KeyCheck } from '../queries/cursor.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';

const isExtensionId: KeyCheck = (value) => systemIdOfExtension(value) !== undefined;

/** The extensions of a tenant, oldest first, without deleted ones. */
@Injectable()
export class ListExtensions {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute(query: ListExtensionsQuery): Promise<ListExtensionsReply> {
    const { minPosition, tenantId, limit = DEFAULT_LIMIT, cursor } = query;
    const list = `extensions/${tenantId}`;
    const [createdAt, id] =
      cursor === undefined ? ['-infinity', ''] : decodeCursor(list, cursor, [isTime, isExtensionId]);
    const answer = await this.readModel.select<{ record: SystemRecord & { extension: ExtensionView } }>(
      minPosition,
      `select record from systems
        where tenant_id = $1 and extension_id is not null
          and (extension_created_at, extension_id) > ($2::timestamptz, $3::text)
        order by extension_created_at, extension_id limit $4::integer`,
      [tenantId, createdAt, id, String(limit + 1)],
    );
    return pageOf(
      answer,
      limit,
      ({ record }) => record.extension,
      ({ record: { extension } }) => encodeCursor(list, [extension.createdAt, extension.extensionId]),
    );
  }
}
