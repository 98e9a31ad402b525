import { toPublicEvent, type ListEventsQuery, type ListEventsReply } from '@system-landscape/contracts';
import type { FormationEvent, SystemEvent } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { readHistoryEvent, type HistoryRow } from '../history/history-event.js';
import { bytesOf, fitting } from '../queries/page.js';

interface Row extends HistoryRow {
  readonly position: string;
  readonly eventId: string;
}

const DEFAULT_LIMIT = 200;
/** Upper bound of the CloudEvents attributes of an event. */
const ENVELOPE_BYTES = 1_024;

/** Public events after a position, in log order. Live feeds read past events with it, and catch up with new ones. */
@Injectable()
export class ListEvents {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** `limit` counts stored events, not public ones, so that a page takes a bounded time. @throws ReadModelBehind */
  async execute({
    minPosition,
    globalAccountId,
    after,
    limit = DEFAULT_LIMIT,
  }: ListEventsQuery): Promise<ListEventsReply> {
    const { position, rows } = await this.readModel.select<Row>(
      minPosition,
      `select history.stream, cast(history.position as text) as position, history.event_id as "eventId", history.type, history.data, history.metadata
         from history
        where history.position > $1 ${globalAccountId === undefined ? '' : 'and history.global_account_id = $3'}
        order by history.position limit $2`,
      [after, String(limit), ...(globalAccountId === undefined ? [] : [globalAccountId])],
    );
    const page = fitting(rows, ({ data }) => bytesOf(data) + ENVELOPE_BYTES);
    const more = rows.length === limit || page.length < rows.length;
    const end = BigInt(position) > BigInt(after) ? position : after;
    return { items: page.flatMap(publicEventOf), completeTo: more ? page.at(-1)!.position : end, more, position };
  }
}

function publicEventOf({ position, eventId, ...row }: Row) {
  const event = readHistoryEvent<SystemEvent | FormationEvent>(row);
  return (event && toPublicEvent(event, { eventId, position })) ?? [];
}
