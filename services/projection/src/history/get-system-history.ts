import type { GetSystemHistoryQuery, GetSystemHistoryReply, HistoryItem } from '@system-landscape/contracts';
import { summaryOf } from '@system-landscape/system-view';
import { Refusal, type SystemEvent } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, matches } from '../queries/cursor.js';
import { readHistoryEvent, type HistoryRow } from './history-event.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';
import { timeText, type StoredTime } from '../queries/stored-time.js';

interface EventRow extends HistoryRow {
  readonly position: string;
  readonly version: number;
  readonly occurredAt: StoredTime;
}

/** Holds nulls when the system exists but has no more events. */
type Row = EventRow | { readonly type: null };

/** The events of a system, oldest first. */
@Injectable()
export class GetSystemHistory {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal NOT_FOUND (also for another account's), VALIDATION_FAILED; ReadModelBehind */
  async execute(query: GetSystemHistoryQuery): Promise<GetSystemHistoryReply> {
    const { minPosition, globalAccountId, systemId, limit = DEFAULT_LIMIT, cursor } = query;
    const list = `history/${systemId}`;
    const [after] = cursor === undefined ? ['0'] : decodeCursor(list, cursor, [matches(/^\d{1,9}$/)]);
    const { position, rows } = await this.readModel.select<Row>(
      minPosition,
      `select history.stream, cast(history.position as text) as position, history.version, history.type, history.data, history.metadata,
              history.occurred_at as "occurredAt"
         from systems left join history on history.system_id = systems.id and history.version > $3
        where systems.id = $1 and systems.global_account_id = $2
        order by history.version limit $4`,
      [systemId, globalAccountId, after, String(limit + 1)],
    );
    if (rows.length === 0) throw new Refusal('NOT_FOUND', 'There is no such system.');
    const events = rows.filter((row) => row.type !== null);
    return pageOf({ position, rows: events }, limit, itemOf, ({ version }) => encodeCursor(list, [String(version)]));
  }
}

function itemOf(row: EventRow): HistoryItem {
  const { position } = row;
  const event = readHistoryEvent<SystemEvent>(row);
  if (!event) return unreadableItem(row);
  const { actor, occurredAt, $correlationId } = event.metadata;
  return {
    position,
    type: event.type,
    occurredAt,
    actor: { subject: actor.subject, role: actor.roles[0] ?? 'unknown' },
    summary: summaryOf(event),
    correlationId: $correlationId,
    data: event.data,
  };
}

/** An event that a later release has projected. */
function unreadableItem({ position, type, occurredAt }: EventRow): HistoryItem {
  return {
    position,
    type,
    occurredAt: timeText(occurredAt),
    actor: { subject: 'unknown', role: 'unknown' },
    summary: 'This release of the platform cannot read this event.',
    correlationId: '',
    data: {},
  };
}
