import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.js';
import type { Extension } from '../api/api-types.js';
import { unwrap } from '../api/problem.js';
import { useIdempotentMutation } from '../api/use-idempotent-mutation.js';
import { useSession } from '../sign-in/session-context.js';
import { isInProgress } from './extension-status.js';

/** There are no live events for tenants, so the list is polled; more often while a status is about to change. */
const POLL_IN_PROGRESS_MS = 1_500;
const POLL_MS = 10_000;
/** More than any tenant has. */
const MAX_EXTENSIONS = 200;

function useTenantId(): string {
  return useSession().user.tenantId ?? '';
}

/** The extensions of the tenant, the newest first. */
export function useExtensions() {
  const { http, readYourWrites } = useApi();
  const tenantId = useTenantId();
  return useQuery({
    queryKey: ['extensions', tenantId],
    queryFn: async ({ signal }) => {
      const query = { ...readYourWrites(), limit: MAX_EXTENSIONS };
      const params = { path: { tenantId }, query };
      const { items } = await unwrap(http.GET('/v1/tenants/{tenantId}/extensions', { params, signal }));
      return items.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    },
    refetchInterval: ({ state }) => (state.data?.some(isInProgress) ? POLL_IN_PROGRESS_MS : POLL_MS),
  });
}

/** M-19: redeems an integration token, which starts the registration. */
export function useRedeemToken() {
  const { http } = useApi();
  const tenantId = useTenantId();
  const invalidate = useInvalidateExtensions();
  return useIdempotentMutation(
    (integrationToken: string, idempotency) =>
      unwrap(
        http.POST('/v1/tenants/{tenantId}/extensions', {
          params: { path: { tenantId }, ...idempotency },
          body: { integrationToken },
        }),
      ),
    { onSuccess: invalidate },
  );
}

/** N-10: deletes a failed extension, which unlocks the system's name, or starts the deregistration of an enabled one. */
export function useDeleteExtension() {
  const { http } = useApi();
  const tenantId = useTenantId();
  const invalidate = useInvalidateExtensions();
  return useIdempotentMutation(
    ({ extensionId }: Extension, idempotency) =>
      unwrap(
        http.DELETE('/v1/tenants/{tenantId}/extensions/{extensionId}', {
          params: { path: { tenantId, extensionId }, ...idempotency },
          body: {},
        }),
      ),
    { onSuccess: invalidate },
  );
}

function useInvalidateExtensions(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ['extensions'] });
}
