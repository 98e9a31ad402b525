import type { GetSystemQuery, GetSystemReply } from '@system-landscape/contracts';
import { SystemRecordFold, type AsOf, type SystemRecord } from '@system-landscape/system-view';
import { Refusal, type SystemEvent } from '@system-landscape/domain';
import { toNewestVersion, type RawEvent } from '@system-landscape/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { requireAsOf } from './as-of.js';

interface PastEvent extends RawEvent {
  readonly position: string;
  readonly version: number;
}

/** One system, also an ended one: as it is now, or as it was at a position or time (`asOf`). */
@Injectable()
export class GetSystem {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal NOT_FOUND (also for another account's), VALIDATION_FAILED; ReadModelBehind */
  async execute(query: GetSystemQuery): Promise<GetSystemReply> {
    const { position, record } =
      query.asOf === undefined ? await this.loadCurrent(query) : await this.loadAsOf(query, requireAsOf(query.asOf));
    if (!record) throw new Refusal('NOT_FOUND', 'There is no such system.');
    return { system: record.system, position };
  }

  private async loadCurrent({ minPosition, systemId, globalAccountId }: GetSystemQuery) {
    const { position, rows } = await this.readModel.select<{ record: SystemRecord }>(
      minPosition,
      'select record from systems where id = $1 and global_account_id = $2',
      [systemId, globalAccountId],
    );
    return { position, record: rows[0]?.record };
  }

  private async loadAsOf({ minPosition, systemId, globalAccountId }: GetSystemQuery, asOf: AsOf) {
    const { position, rows } = await this.readModel.select<PastEvent>(
      // The read model must have reached the position that `asOf` names.
      highest(minPosition, 'position' in asOf ? asOf.position : undefined),
      `select history.type, history.data, history.metadata, history.position::text, history.version
         from history join systems on systems.id = history.system_id
        where history.system_id = $1 and systems.global_account_id = $2
          and ${'position' in asOf ? 'history.position <= $3::numeric' : 'history.occurred_at <= $3::timestamptz'}
        order by history.version`,
      [systemId, globalAccountId, 'position' in asOf ? asOf.position : asOf.time],
    );
    return { position, record: fold(rows) };
  }
}

function fold(past: readonly PastEvent[]): SystemRecord | undefined {
  const fold = new SystemRecordFold();
  for (const { type, data, metadata, position, version } of past) {
    fold.add(toNewestVersion<SystemEvent>({ type, data, metadata }), { position, version });
  }
  return fold.record;
}

function highest(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return BigInt(one) > BigInt(other) ? one : other;
}
