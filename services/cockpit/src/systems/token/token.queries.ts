import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { System } from '../../api/api-types.js';
import { useApi } from '../../api/api-context.js';
import { unwrap } from '../../api/problem.js';
import { useIdempotentMutation } from '../../api/use-idempotent-mutation.js';
import { useSystemTypesQuery } from '../systems.queries.js';

const TOKEN = '/v1/global-accounts/{ga}/systems/{id}/integration-token';

/**
 * Requests the token once (M-12, M-15): the live one, or a new one for types whose token is renewed at each display (N-07).
 * A mutation and not a query: the token is a secret that must not be cached.
 */
export function useDisplayToken({ id, type }: Pick<System, 'id' | 'type'>) {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  const systemTypes = useSystemTypesQuery();
  const display = useIdempotentMutation(async (_: void, idempotency) => {
    const { types } = await queryClient.ensureQueryData(systemTypes);
    const path = { ga: account, id };
    return types.some((each) => each.id === type && each.tokenReissuedOnDisplay)
      ? unwrap(http.POST(TOKEN, { params: { path, ...idempotency }, body: {} }))
      : unwrap(http.GET(TOKEN, { params: { path } }));
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
        http.POST(TOKEN, {
          params: { path: { ga: account, id }, ...idempotency },
          body: {},
        }),
      ),
    { onSuccess: () => queryClient.invalidateQueries() },
  );
}
