import { LISTED } from '../status/system-status.js';
import type { System, SystemStatus } from '../platform/platform.js';

export const SORTS = ['name', '-name', 'statusChangedAt', '-statusChangedAt', 'createdAt', '-createdAt'] as const;
export type Sort = (typeof SORTS)[number];

/** What the list shows; it is in the address, so that it can be sent to others and survives a reload. */
export interface SystemFilter {
  readonly q: string;
  readonly status: SystemStatus | '';
  readonly type: string;
  readonly sort: Sort;
}

export const DEFAULT_SORT: Sort = '-statusChangedAt';

export function filterIn(address: URLSearchParams): SystemFilter {
  return {
    q: address.get('q') ?? '',
    status: LISTED.find((status) => status === address.get('status')) ?? '',
    type: address.get('type') ?? '',
    sort: SORTS.find((sort) => sort === address.get('sort')) ?? DEFAULT_SORT,
  };
}

/** The address of a filter, without what is the default. */
export function addressOf({ q, status, type, sort }: SystemFilter): URLSearchParams {
  const address = new URLSearchParams();
  if (q !== '') address.set('q', q);
  if (status !== '') address.set('status', status);
  if (type !== '') address.set('type', type);
  if (sort !== DEFAULT_SORT) address.set('sort', sort);
  return address;
}

/** Whether a system belongs into the list, as the API decides it. */
export function matches({ q, status, type }: SystemFilter, system: System): boolean {
  if (status === '' ? !LISTED.includes(system.status) : status !== system.status) return false;
  return (type === '' || type === system.type) && system.name.toLowerCase().includes(q.toLowerCase());
}

/** Query members of the API. */
export function queryOf({ q, status, type, sort }: SystemFilter) {
  return { sort, ...(q !== '' && { q }), ...(status !== '' && { status }), ...(type !== '' && { type }) };
}
