import { useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import type { Formation } from '../api/api-types.js';
import { CURSOR_PAGINATION, pageQuery } from '../api/pagination.js';
import { unwrap } from '../api/problem.js';
import { useIdempotentMutation } from '../api/use-idempotent-mutation.js';
import { useLiveEvents } from '../live/live-events-context.js';

/** The formations of the account by name, page by page; live events keep them up to date. */
export function useFormations() {
  const { http, account, readYourWrites } = useApi();
  useLiveFormations();
  return useInfiniteQuery({
    queryKey: ['formations', account, 'all'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        http.GET('/v1/global-accounts/{ga}/formations', {
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

/** One formation; live events keep it up to date. */
export function useFormation(formationId: string) {
  const { http, account, readYourWrites } = useApi();
  useLiveFormations();
  return useQuery({
    queryKey: ['formations', account, 'one', formationId],
    queryFn: () =>
      unwrap(
        http.GET('/v1/global-accounts/{ga}/formations/{formationId}', {
          params: { path: { ga: account, formationId }, query: readYourWrites() },
        }),
      ),
  });
}

function useLiveFormations(): void {
  const queryClient = useQueryClient();
  useLiveEvents((events) => {
    if (events.some(({ type }) => type.includes('Formation'))) {
      void queryClient.invalidateQueries({ queryKey: ['formations'] });
    }
  });
}

export function useCreateFormation(onCreated: (formation: Formation) => Promise<void>) {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (body: { readonly name: string; readonly type: string | null }, idempotency) =>
      unwrap(
        http.POST('/v1/global-accounts/{ga}/formations', { params: { path: { ga: account }, ...idempotency }, body }),
      ),
    {
      onSuccess: async (formation) => {
        await queryClient.invalidateQueries({ queryKey: ['formations'] });
        await onCreated(formation);
      },
    },
  );
}

/** Deletes a formation; the platform excludes its systems first. */
export function useDeleteFormation(onDeleted: () => void) {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (formationId: string, idempotency) =>
      unwrap(
        http.DELETE('/v1/global-accounts/{ga}/formations/{formationId}', {
          params: { path: { ga: account, formationId }, ...idempotency },
          body: {},
        }),
      ),
    {
      onSuccess: () => {
        onDeleted();
        return invalidateFormations(queryClient);
      },
    },
  );
}

interface MembershipChange {
  readonly formationId: string;
  readonly systemId: string;
  /** true: include; false: exclude. */
  readonly include: boolean;
}

/** Includes a system in a formation, or excludes it. */
export function useChangeMembership() {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    ({ include, ...member }: MembershipChange, idempotency) => {
      const options = { params: { path: { ga: account, ...member }, ...idempotency }, body: {} };
      const path = '/v1/global-accounts/{ga}/formations/{formationId}/systems/{systemId}';
      return unwrap(include ? http.PUT(path, options) : http.DELETE(path, options));
    },
    { onSettled: () => invalidateFormations(queryClient) },
  );
}

/** Also invalidates systems, which contain the formations they are in. */
function invalidateFormations(queryClient: QueryClient): Promise<unknown> {
  return Promise.all(['formations', 'systems'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}
