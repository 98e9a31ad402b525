import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.js';
import { unwrap } from '../../api/problem.js';
import { useIdempotentMutation } from '../../api/use-idempotent-mutation.js';

/** Whether a deregistration is allowed now, and what blocks it (M-24). */
export function useDeregistrationPreview(id: string) {
  const { http, account, readYourWrites } = useApi();
  return useQuery({
    queryKey: ['systems', account, 'deregistration', id],
    queryFn: () =>
      unwrap(
        http.GET('/v1/global-accounts/{ga}/systems/{id}/deregistration', {
          params: { path: { ga: account, id }, query: readYourWrites() },
        }),
      ),
    staleTime: 0,
  });
}

/** R7: starts the deregistration of a system. */
export function useDeregister(onStarted: () => void) {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (id: string, idempotency) =>
      unwrap(
        http.POST('/v1/global-accounts/{ga}/systems/{id}/deregistration', {
          params: { path: { ga: account, id }, ...idempotency },
          body: {},
        }),
      ),
    {
      onSuccess: () => {
        onStarted();
        return queryClient.invalidateQueries();
      },
    },
  );
}

/** R11: cancels a registration whose token nobody has redeemed. */
export function useCancelRegistration(onCancelled: () => void) {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (id: string, idempotency) =>
      unwrap(
        http.DELETE('/v1/global-accounts/{ga}/systems/{id}', {
          params: { path: { ga: account, id }, ...idempotency },
          body: {},
        }),
      ),
    {
      onSuccess: () => {
        onCancelled();
        return queryClient.invalidateQueries();
      },
    },
  );
}
