import type { System, SystemStatus } from '../api/api-types.js';
import { LISTED_STATUSES } from '../status/system-status.js';

export const SORTS = ['name', '-name', 'statusChangedAt', '-statusChangedAt', 'createdAt', '-createdAt'] as const;
export type Sort = (typeof SORTS)[number];

/** Search, filters and order of the list of systems. Kept in the URL: it can be shared and survives a reload. */
export interface SystemFilter {
  readonly q: string;
  readonly status: SystemStatus | '';
  readonly type: string;
  readonly sort: Sort;
}

export const DEFAULT_SORT: Sort = '-statusChangedAt';

/** Reads a filter from the URL; unknown values become defaults. */
export function filterFromSearchParams(params: URLSearchParams): SystemFilter {
  return {
    q: params.get('q') ?? '',
    status: LISTED_STATUSES.find((status) => status === params.get('status')) ?? '',
    type: params.get('type') ?? '',
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? DEFAULT_SORT,
  };
}

/** The filter for the URL, without defaults. */
export function searchParamsOf({ q, status, type, sort }: SystemFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (q !== '') params.set('q', q);
  if (status !== '') params.set('status', status);
  if (type !== '') params.set('type', type);
  if (sort !== DEFAULT_SORT) params.set('sort', sort);
  return params;
}

export function isFiltered({ q, status, type }: SystemFilter): boolean {
  return q !== '' || status !== '' || type !== '';
}

/** Whether the API's list would contain the system. */
export function matchesFilter({ q, status, type }: SystemFilter, system: System): boolean {
  if (status === '' ? !LISTED_STATUSES.includes(system.status) : status !== system.status) return false;
  return (type === '' || type === system.type) && system.name.toLowerCase().includes(q.toLowerCase());
}

/** Query parameters of the API. */
export function apiQueryOf({ q, status, type, sort }: SystemFilter) {
  return { sort, ...(q !== '' && { q }), ...(status !== '' && { status }), ...(type !== '' && { type }) };
}
