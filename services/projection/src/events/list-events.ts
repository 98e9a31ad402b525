import { toPublicEvent, type ListEventsQuery, type ListEventsReply } from '@system-landscape/contracts';
import type { FormationEvent, Recorded, SystemEvent } from '@system-landscape/domain';
import { upcast } from '@system-landscape/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';

interface Row {
  readonly position: string;
  readonly eventId: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

const DEFAULT_LIMIT = 200;
/** A reply must fit into a message of NATS, 1 MiB unless it is told otherwise. */
const LARGEST_PAGE_BYTES = 512 * 1024;
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
    const page = fitting(rows);
    const more = rows.length === limit || page.length < rows.length;
    const end = BigInt(position) > BigInt(after) ? position : after;
    return { items: page.flatMap(publicEventOf), completeTo: more ? page.at(-1)!.position : end, more, position };
  }
}

/** The first rows, as many as a page may hold; one at least. */
function fitting(rows: readonly Row[]): readonly Row[] {
  let bytes = 0;
  const tooMuch = rows.findIndex(({ data }, index) => {
    bytes += Buffer.byteLength(JSON.stringify(data)) + ENVELOPE_BYTES;
    return index > 0 && bytes > LARGEST_PAGE_BYTES;
  });
  return tooMuch === -1 ? rows : rows.slice(0, tooMuch);
}

function publicEventOf({ position, eventId, ...raw }: Row) {
  // The tables keep events in the schema of their time.
  const event = upcast(raw) as unknown as Recorded<SystemEvent | FormationEvent>;
  return toPublicEvent(event, { eventId, position }) ?? [];
}
