import { queryOptions, useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { LandscapeEvent } from '@system-landscape/api-client';
import { useApi } from '../api/api-context.js';
import type { System } from '../api/api-types.js';
import type { LandscapeApi } from '../api/landscape-api.js';
import { CURSOR_PAGINATION, pageQuery } from '../api/pagination.js';
import { unwrap } from '../api/problem.js';
import { useLiveEvents } from '../live/live-events-context.js';
import { apiQueryOf, type SystemFilter } from './system-filter.js';
import { untilFirstExpiry } from './token/token-expiry.js';
import { updateSystemInPages, type SystemPage } from './system-list-cache.js';

/** Up to this many loaded pages are refetched after a change; with more, single rows are updated. */
const MAX_PAGES_TO_REFETCH = 2;
/** With more changed systems at once the pages are refetched all the same. */
const MAX_SINGLE_UPDATES = 20;

/** These events have a formation as subject, not a system. */
const FORMATION_EVENT = /\.Formation(Created|Deleted)\./;

/** The query for system types, scenario groups and notices. */
export function useSystemTypesQuery() {
  const { http } = useApi();
  return queryOptions({
    queryKey: ['system-types'],
    queryFn: () => unwrap(http.GET('/v1/system-types')),
    staleTime: Infinity,
  });
}

export function useSystemTypes() {
  return useQuery(useSystemTypesQuery());
}

/** Returns a function that maps a system type to its label; until types are loaded, to itself. */
export function useTypeLabel(): (type: string) => string {
  const { data } = useSystemTypes();
  return (type) => data?.types.find(({ id }) => id === type)?.label ?? type;
}

/** @param minPosition the result includes events up to this log position; default: the user's own writes */
export function fetchSystem(
  { http, account, readYourWrites }: LandscapeApi,
  id: string,
  minPosition?: string,
): Promise<System> {
  const query = minPosition === undefined ? readYourWrites() : { minPosition };
  return unwrap(http.GET('/v1/global-accounts/{ga}/systems/{id}', { params: { path: { ga: account, id }, query } }));
}

/** The systems of the account that match the filter, page by page; live events keep them up to date. */
export function useSystems(filter: SystemFilter) {
  const { http, account, readYourWrites } = useApi();
  const queryKey = ['systems', account, filter];
  const result = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        http.GET('/v1/global-accounts/{ga}/systems', {
          params: {
            path: { ga: account },
            query: { ...apiQueryOf(filter), ...readYourWrites(), ...pageQuery(pageParam) },
          },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => untilFirstExpiry(state.data?.pages.flatMap(({ items }) => items) ?? []),
    ...CURSOR_PAGINATION,
  });
  useLiveSystems(queryKey, filter, result.data?.pages.length ?? 0);
  return result;
}

export type SystemsQuery = ReturnType<typeof useSystems>;

/** Updates the cached list when live events report changes: the changed rows of a long list, else all of it. */
function useLiveSystems(queryKey: readonly unknown[], filter: SystemFilter, pageCount: number): void {
  const api = useApi();
  const queryClient = useQueryClient();
  const updateRow = async (id: string, position: string) => {
    const system = await fetchSystem(api, id, position);
    queryClient.setQueryData<InfiniteData<SystemPage, string | undefined>>(
      queryKey,
      (list) => list && { ...list, pages: updateSystemInPages(list.pages, system, filter) },
    );
  };
  useLiveEvents((events) => {
    const positions = latestPositions(events);
    if (positions.size === 0) return;
    if (pageCount <= MAX_PAGES_TO_REFETCH || positions.size > MAX_SINGLE_UPDATES) {
      void queryClient.invalidateQueries({ queryKey });
      return;
    }
    for (const [id, position] of positions) {
      // The next refetch makes up for a failed update.
      updateRow(id, position).catch(() => undefined);
    }
  });
}

/** The log position of the last event of each system. */
function latestPositions(events: readonly LandscapeEvent[]): ReadonlyMap<string, string> {
  const aboutSystems = events.filter(({ type }) => !FORMATION_EVENT.test(type));
  return new Map(aboutSystems.map(({ subject, position }) => [subject, position]));
}
