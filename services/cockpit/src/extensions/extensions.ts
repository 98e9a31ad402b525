import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePlatform, type Extension } from '../platform/platform.js';
import { answerOf } from '../platform/problem.js';
import { useWrite } from '../platform/write.js';
import { useSession } from '../sign-in/session-context.js';
import { isUnderWay } from './extension-status.js';

/** The API has no live events for tenants, so one looks: often while something is under way, else now and then. */
const LOOK_OFTEN_MS = 1_500;
const LOOK_MS = 10_000;
/** A tenant has a handful. */
const LIMIT = 200;

function useTenant(): string {
  return useSession().person.tenantId ?? '';
}

/** The extensions of the tenant, the newest first. */
export function useExtensions() {
  const { http, reached } = usePlatform();
  const tenantId = useTenant();
  return useQuery({
    queryKey: ['extensions', tenantId],
    queryFn: async ({ signal }) => {
      const query = { ...reached(), limit: LIMIT };
      const params = { path: { tenantId }, query };
      const { items } = await answerOf(http.GET('/v1/tenants/{tenantId}/extensions', { params, signal }));
      return items.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    },
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOK_OFTEN_MS : LOOK_MS),
  });
}

/** M-19: redeems the integration token; the registration runs then. */
export function useRedemption() {
  const { http } = usePlatform();
  const tenantId = useTenant();
  const readAnew = useReadAnew();
  return useWrite(
    (integrationToken: string, once) =>
      answerOf(
        http.POST('/v1/tenants/{tenantId}/extensions', {
          params: { path: { tenantId }, ...once },
          body: { integrationToken },
        }),
      ),
    { onSuccess: readAnew },
  );
}

/** N-10: lifts the lock of a failed one, begins to deregister an enabled one. */
export function useDeletion() {
  const { http } = usePlatform();
  const tenantId = useTenant();
  const readAnew = useReadAnew();
  return useWrite(
    ({ extensionId }: Extension, once) =>
      answerOf(
        http.DELETE('/v1/tenants/{tenantId}/extensions/{extensionId}', {
          params: { path: { tenantId, extensionId }, ...once },
          body: {},
        }),
      ),
    { onSuccess: readAnew },
  );
}

function useReadAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['extensions'] });
}
