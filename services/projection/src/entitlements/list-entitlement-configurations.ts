import type {
  EntitlementConfigurationView,
  ListEntitlementConfigurationsQuery,
  ListEntitlementConfigurationsReply,
} from '@system-landscape/contracts';
import { systemIdOfEntitlementConfiguration } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isTime, type KeyCheck } from '../queries/cursor.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';

const isConfigurationId: KeyCheck = (value) => systemIdOfEntitlementConfiguration(value) !== undefined;

/** The entitlement configurations of an account, oldest first, without removed ones. */
@Injectable()
export class ListEntitlementConfigurations {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute(query: ListEntitlementConfigurationsQuery): Promise<ListEntitlementConfigurationsReply> {
    const { minPosition, globalAccountId, limit = DEFAULT_LIMIT, cursor } = query;
    const list = `entitlement-configurations/${globalAccountId}`;
    const [createdAt, id] =
      cursor === undefined ? ['-infinity', ''] : decodeCursor(list, cursor, [isTime, isConfigurationId]);
    const answer = await this.readModel.select<{ configuration: EntitlementConfigurationView }>(
      minPosition,
      `select configuration from entitlement_configurations
        where global_account_id = $1 and (created_at, id) > ($2, $3)
        order by created_at, id limit $4`,
      [globalAccountId, createdAt, id, String(limit + 1)],
    );
    return pageOf(
      answer,
      limit,
      ({ configuration }) => configuration,
      ({ configuration }) => encodeCursor(list, [configuration.createdAt, configuration.id]),
    );
  }
}
