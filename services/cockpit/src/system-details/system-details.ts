import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLiveEvents } from '../live/live-events.js';
import { usePlatform, type HistoryItem } from '../platform/platform.js';
import { answerOf } from '../platform/problem.js';

const HISTORY_PAGE = 200;

/** @param asOf a log position: the system as it was then */
export function useSystem(id: string, asOf: string | undefined) {
  const { http, account, reached } = usePlatform();
  return useQuery({
    queryKey: ['systems', account, 'one', id, asOf],
    queryFn: () =>
      answerOf(
        http.GET('/v1/global-accounts/{ga}/systems/{id}', {
          params: { path: { ga: account, id }, query: { ...reached(), ...(asOf !== undefined && { asOf }) } },
        }),
      ),
    placeholderData: keepPreviousData,
    // The past does not change.
    ...(asOf !== undefined && { staleTime: Infinity }),
  });
}

/** All events of a system, oldest first. */
export function useHistory(id: string) {
  const { http, account, reached } = usePlatform();
  return useQuery({
    queryKey: ['systems', account, 'history', id],
    queryFn: async ({ signal }) => {
      const history: HistoryItem[] = [];
      let cursor: string | null = null;
      do {
        const query: { limit: number; cursor?: string } = { ...reached(), limit: HISTORY_PAGE };
        if (cursor !== null) query.cursor = cursor;
        const page: { items: HistoryItem[]; nextCursor: string | null } = await answerOf(
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

/** Reads the system anew when something happens to it. */
export function useLiveSystem(id: string): void {
  const { account } = usePlatform();
  const queries = useQueryClient();
  useLiveEvents((events) => {
    if (!events.some(({ subject }) => subject === id)) return;
    void queries.invalidateQueries({ queryKey: ['systems', account, 'one', id, undefined] });
    void queries.invalidateQueries({ queryKey: ['systems', account, 'history', id] });
  });
}
