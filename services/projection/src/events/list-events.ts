import { toPublicEvent, type ListEventsQuery, type ListEventsReply } from '@system-landscape/contracts';
import type { FormationEvent, Recorded, SystemEvent } from '@system-landscape/domain';
import { upcast } from '@system-landscape/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { bytesOf, fitting } from '../queries/page.js';

interface Row {
  readonly position: string;
  readonly eventId: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

const DEFAULT_LIMIT = 200;
/** More than the attributes of an event take. */
const ENVELOPE_BYTES = 1_024;

/** Public events after a position, in log order: the past of the live feeds, and what they follow. */
@Injectable()
export class ListEvents {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** `limit` counts stored events, so that a page takes a bounded time. @throws ReadModelBehind */
  async execute({
    minPosition,
    globalAccountId,
    after,
    limit = DEFAULT_LIMIT,
  }: ListEventsQuery): Promise<ListEventsReply> {
    const { position, rows } = await this.readModel.select<Row>(
      minPosition,
      `select history.position::text, history.event_id as "eventId", history.type, history.data, history.metadata
         from history
        where history.position > $1::numeric ${globalAccountId === undefined ? '' : 'and history.global_account_id = $3'}
        order by history.position limit $2::integer`,
      [after, String(limit), ...(globalAccountId === undefined ? [] : [globalAccountId])],
    );
    const page = fitting(rows, ({ data }) => bytesOf(data) + ENVELOPE_BYTES);
    const more = rows.length === limit || page.length < rows.length;
    const end = BigInt(position) > BigInt(after) ? position : after;
    return { items: page.flatMap(publicEventOf), completeTo: more ? page.at(-1)!.position : end, more, position };
  }
}

function publicEventOf({ position, eventId, ...raw }: Row) {
  // The tables keep events in the schema of their time.
  const event = upcast(raw) as unknown as Recorded<SystemEvent | FormationEvent>;
  return toPublicEvent(event, { eventId, position }) ?? [];
}
