import type { ListSystemsQuery, ListSystemsReply, SystemSort } from '@system-landscape/contracts';
import { systemAt, type SystemRecord } from '@system-landscape/system-view';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isSystemId, isTime, matches, type KeyCheck } from '../queries/cursor.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';

type SortField = 'name' | 'createdAt' | 'statusChangedAt';

const ORDERS: Record<SortField, { readonly column: string; readonly check: KeyCheck }> = {
  name: { column: 'name', check: matches(/^[ -~]{1,128}$/) },
  createdAt: { column: 'created_at', check: isTime },
  statusChangedAt: { column: 'status_changed_at', check: isTime },
};

/** The systems of an account, page by page. A change between two pages neither repeats nor hides other systems. */
@Injectable()
export class ListSystems {
  constructor(
    @Inject(ReadModel) private readonly readModel: ReadModel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute(query: ListSystemsQuery): Promise<ListSystemsReply> {
    const { limit = DEFAULT_LIMIT, sort = 'name' } = query;
    const { field, descending } = fieldOf(sort);
    const { sql, parameters } = selectOf(query, field, descending, limit);
    const answer = await this.readModel.select<{ record: SystemRecord }>(query.minPosition, sql, parameters);
    const now = this.clock.now();
    return pageOf(
      answer,
      limit,
      ({ record }) => systemAt(record.system, now),
      ({ record: { system } }) => encodeCursor(listOf(sort), [system[field], system.id]),
    );
  }
}

function selectOf(query: ListSystemsQuery, field: SortField, descending: boolean, limit: number) {
  const { column, check } = ORDERS[field];
  const parameters: string[] = [];
  const parameter = (value: string) => `$${parameters.push(value)}`;
  const conditions = [`global_account_id = ${parameter(query.globalAccountId)}`];
  // The same condition as in the indexes, so that they are used.
  if (query.status === undefined) conditions.push("status not in ('REMOVED', 'DEREGISTERED')");
  else conditions.push(`status = ${parameter(query.status)}`);
  if (query.type !== undefined) conditions.push(`type = ${parameter(query.type)}`);
  if (query.q) conditions.push(`lower(name) like ${parameter(`%${patternOf(query.q)}%`)} escape '\\'`);
  if (query.cursor !== undefined) {
    const [value, id] = decodeCursor(listOf(query.sort ?? 'name'), query.cursor, [check, isSystemId]);
    conditions.push(`(${column}, id) ${descending ? '<' : '>'} (${parameter(value)}, ${parameter(id)})`);
  }
  const direction = descending ? 'desc' : 'asc';
  const sql = `select record from systems where ${conditions.join(' and ')}
    order by ${column} ${direction}, id ${direction} limit ${parameter(String(limit + 1))}`;
  return { sql, parameters };
}

function fieldOf(sort: SystemSort): { readonly field: SortField; readonly descending: boolean } {
  const descending = sort.startsWith('-');
  return { field: (descending ? sort.slice(1) : sort) as SortField, descending };
}

const listOf = (sort: SystemSort) => `systems/${sort}`;

/** Text that `like` finds as it is, in small letters: names are ASCII, so of a query only ASCII letters can be found. */
function patternOf(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
