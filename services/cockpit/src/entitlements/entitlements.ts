import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useLiveEvents } from '../live/live-events.js';
import { PAGE_BY_PAGE, pageFrom } from '../platform/pages.js';
import { usePlatform } from '../platform/platform.js';
import { answerOf } from '../platform/problem.js';
import { useWrite } from '../platform/write.js';

/** The entitlement configurations of the account, page by page; kept up to date by live events. */
export function useEntitlements() {
  const { http, account, reached } = usePlatform();
  const queries = useQueryClient();
  useLiveEvents((events) => {
    if (events.some(({ type }) => type.includes('Entitlement'))) {
      void queries.invalidateQueries({ queryKey: ['entitlements'] });
    }
  });
  return useInfiniteQuery({
    queryKey: ['entitlements', account],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        http.GET('/v1/global-accounts/{ga}/entitlement-configurations', {
          params: {
            path: { ga: account },
            query: { ...reached(), ...pageFrom(pageParam) },
          },
          signal,
        }),
      ),
    ...PAGE_BY_PAGE,
  });
}

export function useRemoveEntitlement() {
  const { http, account } = usePlatform();
  const queries = useQueryClient();
  return useWrite(
    (id: string, once) =>
      answerOf(
        http.DELETE('/v1/global-accounts/{ga}/entitlement-configurations/{id}', {
          params: { path: { ga: account, id }, ...once },
          body: {},
        }),
      ),
    {
      onSettled: () =>
        Promise.all(['entitlements', 'systems'].map((one) => queries.invalidateQueries({ queryKey: [one] }))),
    },
  );
}
