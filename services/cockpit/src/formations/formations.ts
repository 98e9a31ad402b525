import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLiveEvents } from '../live/live-events.js';
import { PAGE_BY_PAGE, pageFrom } from '../platform/pages.js';
import { usePlatform } from '../platform/platform.js';
import { answerOf } from '../platform/problem.js';
import { useWrite } from '../platform/write.js';

/** The formations of the account by name, page by page; kept up to date by live events. */
export function useFormations() {
  const { http, account, reached } = usePlatform();
  useLiveFormations();
  return useInfiniteQuery({
    queryKey: ['formations', account, 'all'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        http.GET('/v1/global-accounts/{ga}/formations', {
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

export function useFormation(formationId: string) {
  const { http, account, reached } = usePlatform();
  useLiveFormations();
  return useQuery({
    queryKey: ['formations', account, 'one', formationId],
    queryFn: () =>
      answerOf(
        http.GET('/v1/global-accounts/{ga}/formations/{formationId}', {
          params: { path: { ga: account, formationId }, query: reached() },
        }),
      ),
  });
}

function useLiveFormations(): void {
  const queries = useQueryClient();
  useLiveEvents((events) => {
    if (events.some(({ type }) => type.includes('Formation'))) {
      void queries.invalidateQueries({ queryKey: ['formations'] });
    }
  });
}

interface Membership {
  readonly formationId: string;
  readonly systemId: string;
  /** Else it is excluded. */
  readonly include: boolean;
}

/** Includes a system in a formation, or excludes it. */
export function useMembership() {
  const { http, account } = usePlatform();
  const queries = useQueryClient();
  return useWrite(
    ({ include, ...member }: Membership, once) => {
      const options = { params: { path: { ga: account, ...member }, ...once }, body: {} };
      const path = '/v1/global-accounts/{ga}/formations/{formationId}/systems/{systemId}';
      return answerOf(include ? http.PUT(path, options) : http.DELETE(path, options));
    },
    {
      onSettled: () =>
        Promise.all(['formations', 'systems'].map((one) => queries.invalidateQueries({ queryKey: [one] }))),
    },
  );
}
