import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useLiveEvents } from '../live/live-events.js';
import { PAGE_BY_PAGE, pageFrom } from '../platform/pages.js';
import { usePlatform, type Platform, type System } from '../platform/platform.js';
import { answerOf, problemOf } from '../platform/problem.js';
import { queryOf, type SystemFilter } from './system-filter.js';
import { withSystem, type SystemPage } from './system-pages.js';

/** With more pages than this a change is put into its row instead of reading all of them anew. */
const PAGES_READ_ANEW = 2;
const SYSTEMS_READ_ONE_BY_ONE = 20;

/** Whose subject is a formation. */
const FORMATION_EVENT = /\.Formation(Created|Deleted)\./;

/** Types, scenario groups and notices. */
export function useSystemTypes() {
  const { http } = usePlatform();
  return useQuery({
    queryKey: ['system-types'],
    queryFn: () => answerOf(http.GET('/v1/system-types')),
    staleTime: Infinity,
  });
}

/** A function that tells the label of a system type. */
export function useTypeLabel(): (type: string) => string {
  const { data } = useSystemTypes();
  return (type) => data?.types.find(({ id }) => id === type)?.label ?? type;
}

export function readSystem({ http, account, reached }: Platform, id: string, minPosition?: string): Promise<System> {
  const query = minPosition === undefined ? reached() : { minPosition };
  return answerOf(http.GET('/v1/global-accounts/{ga}/systems/{id}', { params: { path: { ga: account, id }, query } }));
}

/** The systems of the account that the filter leaves, page by page; kept up to date by live events. */
export function useSystems(filter: SystemFilter) {
  const platform = usePlatform();
  const { http, account, reached } = platform;
  const queries = useQueryClient();
  const queryKey = ['systems', account, filter];
  const result = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        http.GET('/v1/global-accounts/{ga}/systems', {
          params: {
            path: { ga: account },
            query: { ...queryOf(filter), ...reached(), ...pageFrom(pageParam) },
          },
          signal,
        }),
      ),
    ...PAGE_BY_PAGE,
  });

  const pageCount = result.data?.pages.length ?? 0;
  useLiveEvents((events) => {
    const aboutSystems = events.filter(({ type }) => !FORMATION_EVENT.test(type));
    const reachedBy = new Map(aboutSystems.map(({ subject, position }) => [subject, position]));
    if (reachedBy.size === 0) return;
    const readAnew = pageCount <= PAGES_READ_ANEW || reachedBy.size > SYSTEMS_READ_ONE_BY_ONE;
    if (readAnew) {
      void queries.invalidateQueries({ queryKey });
      return;
    }
    for (const [id, position] of reachedBy) {
      readSystem(platform, id, position)
        .then((system) => {
          queries.setQueryData<InfiniteData<SystemPage, string | undefined>>(
            queryKey,
            (pages) => pages && { ...pages, pages: withSystem(pages.pages, system, filter) },
          );
        })
        // What is missed stands in the next answer.
        .catch((error: unknown) => problemOf(error));
    }
  });
  return result;
}
