import { useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import { CURSOR_PAGINATION, pageQuery } from '../api/pagination.js';
import { unwrap } from '../api/problem.js';
import { useIdempotentMutation } from '../api/use-idempotent-mutation.js';
import { useLiveEvents } from '../live/live-events-context.js';
import { fetchSystem } from '../systems/systems.queries.js';

export interface NewEntitlement {
  readonly subaccount: string;
  readonly service: string;
  readonly plan: string;
  readonly systemId: string;
}

/** The entitlement configurations of the account, page by page; live events keep them up to date. */
export function useEntitlements() {
  const { http, account, readYourWrites } = useApi();
  const queryClient = useQueryClient();
  useLiveEvents((events) => {
    if (events.some(({ type }) => type.includes('Entitlement'))) {
      void queryClient.invalidateQueries({ queryKey: ['entitlements'] });
    }
  });
  return useInfiniteQuery({
    queryKey: ['entitlements', account],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        http.GET('/v1/global-accounts/{ga}/entitlement-configurations', {
          params: {
            path: { ga: account },
            query: { ...readYourWrites(), ...pageQuery(pageParam) },
          },
          signal,
        }),
      ),
    ...CURSOR_PAGINATION,
  });
}

/** The name of a system, which an entitlement configuration refers to by id; undefined while it loads. */
export function useSystemName(id: string): string | undefined {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['systems', api.account, 'one', id, undefined],
    queryFn: () => fetchSystem(api, id),
  });
  return data?.name;
}

/** N-12: assigns a service plan for a system to a subaccount. */
export function useConfigureEntitlement(onConfigured: () => void) {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (body: NewEntitlement, idempotency) =>
      unwrap(
        http.POST('/v1/global-accounts/{ga}/entitlement-configurations', {
          params: { path: { ga: account }, ...idempotency },
          body,
        }),
      ),
    {
      onSuccess: () => {
        onConfigured();
        return invalidateEntitlements(queryClient);
      },
    },
  );
}

export function useRemoveEntitlement() {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (id: string, idempotency) =>
      unwrap(
        http.DELETE('/v1/global-accounts/{ga}/entitlement-configurations/{id}', {
          params: { path: { ga: account, id }, ...idempotency },
          body: {},
        }),
      ),
    { onSettled: () => invalidateEntitlements(queryClient) },
  );
}

/** Also invalidates systems, which contain their entitlement configurations. */
function invalidateEntitlements(queryClient: QueryClient): Promise<unknown> {
  return Promise.all(['entitlements', 'systems'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}
