import type { GetSystemQuery, GetSystemReply } from '@system-landscape/contracts';
import {
  systemAt,
  SystemRecordFold,
  tenantHasSomeOtherSystem,
  type AsOf,
  type SystemRecord,
} from '@system-landscape/system-view';
import { Refusal, type SystemEvent } from '@system-landscape/domain';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { readHistoryEvent, type HistoryRow } from '../history/history-event.js';
import { OTHERS_OF_TENANT } from '../extensions/others-of-tenant.js';
import type { StoredTime } from '../queries/stored-time.js';
import { requireAsOf } from './as-of.js';

/** A kept record, which comes first and has no event, or an event after it. */
type PastRow = (HistoryRow | { readonly [Member in keyof HistoryRow]: null }) & {
  readonly record: SystemRecord | null;
  readonly position: string;
  readonly version: number;
  /** When the event happened that `asOf` names by its position; null where it names a time. */
  readonly moment: StoredTime | null;
};

/** One system, also an ended one: as it is now, or as it was at a position or time (`asOf`). */
@Injectable()
export class GetSystem {
  constructor(
    @Inject(ReadModel) private readonly readModel: ReadModel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal NOT_FOUND (also for another account's), VALIDATION_FAILED; ReadModelBehind */
  async execute(query: GetSystemQuery): Promise<GetSystemReply> {
    const { position, record, moment, hasAnother } =
      query.asOf === undefined ? await this.loadCurrent(query) : await this.loadAsOf(query, requireAsOf(query.asOf));
    if (!record) throw new Refusal('NOT_FOUND', 'There is no such system.');
    const system = systemAt(record.system, moment);
    const { extension } = record;
    if (!extension || !hasAnother) return { system, position };
    return { system: { ...system, warnings: tenantHasSomeOtherSystem(extension.tenantId) }, position };
  }

  private async loadCurrent({ minPosition, systemId, globalAccountId }: GetSystemQuery) {
    const { position, rows } = await this.readModel.select<{ record: SystemRecord; hasAnother: boolean }>(
      minPosition,
      `select record, exists (${OTHERS_OF_TENANT}) as "hasAnother"
         from systems where id = $1 and global_account_id = $2`,
      [systemId, globalAccountId],
    );
    const [row] = rows;
    return { position, record: row?.record, hasAnother: row?.hasAnother ?? false, moment: this.clock.now() };
  }

  private async loadAsOf({ minPosition, systemId, globalAccountId }: GetSystemQuery, asOf: AsOf) {
    const { position, rows } = await this.readModel.select<PastRow>(
      // The read model must have reached the position that `asOf` names.
      highest(minPosition, 'position' in asOf ? asOf.position : undefined),
      'position' in asOf ? AS_OF_POSITION : AS_OF_TIME,
      [systemId, globalAccountId, 'position' in asOf ? asOf.position : asOf.time],
    );
    const now = this.clock.now();
    const at = 'time' in asOf ? asOf.time : (rows[0]?.moment ?? now);
    const moment = new Date(Math.min(new Date(at).getTime(), now.getTime()));
    // A warning is about now.
    return { position, record: fold(rows), hasAnother: false, moment };
  }
}

const AS_OF_POSITION = selectPast(
  (table) => `${table}.position <= $3`,
  // A position stands for the time of the log there.
  '(select occurred_at from history where position <= $3 order by position desc limit 1)',
);
const AS_OF_TIME = selectPast((table) => `${table}.occurred_at <= $3`, 'null');

/**
 * The latest record that is kept from before the end of the query, and the events from there to the end: no more than lie
 * between two kept records.
 */
function selectPast(isUpTo: (table: string) => string, moment: string): string {
  const isOfAccount = 'exists (select 1 from systems where id = $1 and global_account_id = $2)';
  return `
    with kept as materialized (
      select version, position, record from past_records
       where system_id = $1 and ${isUpTo('past_records')} order by version desc limit 1
    ), following as materialized (
      select min(version) as version from past_records
       where system_id = $1 and version > coalesce((select version from kept), 0)
    )
    select ${moment} as moment, past.*
      from (select record, null as stream, null as type, null as data, null as metadata,
                    cast(position as text) as position, version from kept
             union all
            select null, stream, type, data, metadata, cast(position as text), version from history
             where system_id = $1 and version > coalesce((select version from kept), 0)
               and version <= coalesce((select version from following), 2147483647) and ${isUpTo('history')}) past
     where ${isOfAccount}
     order by version`;
}

/** Ends before an event that this release cannot read, because a later one has projected it. */
function fold(past: readonly PastRow[]): SystemRecord | undefined {
  const fold = new SystemRecordFold(past[0]?.record ?? undefined);
  for (const { position, version, ...row } of past) {
    if (row.type === null) continue;
    const event = readHistoryEvent<SystemEvent>(row);
    if (!event) break;
    fold.add(event, { position, version });
  }
  return fold.record;
}

function highest(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return BigInt(one) > BigInt(other) ? one : other;
}
