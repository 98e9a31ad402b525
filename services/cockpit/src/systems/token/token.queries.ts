import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useApi } from '../../api/api-context.js';
import { unwrap } from '../../api/problem.js';
import { useIdempotentMutation } from '../../api/use-idempotent-mutation.js';

/**
 * Requests the current token once (M-12, M-15). A mutation and not a query: the token is a secret that must not be
 * cached, and the request may issue a new token (N-07).
 */
export function useDisplayToken(systemId: string) {
  const { http, account } = useApi();
  const display = useMutation({
    mutationFn: () =>
      unwrap(
        http.GET('/v1/global-accounts/{ga}/systems/{id}/integration-token', {
          params: { path: { ga: account, id: systemId } },
        }),
      ),
  });
  const isRequested = useRef(false);
  useEffect(() => {
    if (isRequested.current) return;
    isRequested.current = true;
    display.mutate();
  }, [display]);
  return display;
}

/** Issues a token that replaces the current one. */
export function useIssueToken() {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (id: string, idempotency) =>
      unwrap(
        http.POST('/v1/global-accounts/{ga}/systems/{id}/integration-token', {
          params: { path: { ga: account, id }, ...idempotency },
          body: {},
        }),
      ),
    { onSuccess: () => queryClient.invalidateQueries() },
  );
}
