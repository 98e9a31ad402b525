import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import type { HistoryItem } from '../api/api-types.js';
import { unwrap } from '../api/problem.js';
import { untilFirstExpiry } from '../systems/token/token-expiry.js';
import { useLiveEvents } from '../live/live-events-context.js';

const HISTORY_PAGE_SIZE = 200;

/** @param asOf a log position: the system as it was then; undefined: as it is now */
export function useSystem(id: string, asOf: string | undefined) {
  const { http, account, readYourWrites } = useApi();
  return useQuery({
    queryKey: ['systems', account, 'one', id, asOf],
    queryFn: () =>
      unwrap(
        http.GET('/v1/global-accounts/{ga}/systems/{id}', {
          params: { path: { ga: account, id }, query: { ...readYourWrites(), ...(asOf !== undefined && { asOf }) } },
        }),
      ),
    placeholderData: keepPreviousData,
    // Past states are immutable.
    ...(asOf !== undefined && { staleTime: Infinity }),
    refetchInterval: ({ state: { data } }) => asOf === undefined && untilFirstExpiry(data ? [data] : []),
  });
}

/** All events of a system, oldest first. */
export function useHistory(id: string) {
  const { http, account, readYourWrites } = useApi();
  return useQuery({
    queryKey: ['systems', account, 'history', id],
    queryFn: async ({ signal }) => {
      const history: HistoryItem[] = [];
      let cursor: string | null = null;
      do {
        const query: { limit: number; cursor?: string } = { ...readYourWrites(), limit: HISTORY_PAGE_SIZE };
        if (cursor !== null) query.cursor = cursor;
        const page: { items: HistoryItem[]; nextCursor: string | null } = await unwrap(
          http.GET('/v1/global-accounts/{ga}/systems/{id}/history', {
            params: { path: { ga: account, id }, query },
            signal,
          }),
        );
        history.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return history;
    },
  });
}

/** Refetches the system and its history when live events report a change. */
export function useLiveSystem(id: string): void {
  const { account } = useApi();
  const queryClient = useQueryClient();
  useLiveEvents((events) => {
    if (!events.some(({ subject }) => subject === id)) return;
    void queryClient.invalidateQueries({ queryKey: ['systems', account, 'one', id, undefined] });
    void queryClient.invalidateQueries({ queryKey: ['systems', account, 'history', id] });
  });
}
