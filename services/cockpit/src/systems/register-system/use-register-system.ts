import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.js';
import { unwrap } from '../../api/problem.js';
import { useIdempotentMutation } from '../../api/use-idempotent-mutation.js';

export interface NewSystem {
  readonly name: string;
  readonly type: string;
  readonly communicationScenarioGroup: string | null;
}

/** M-08: adds a system; the response contains its integration token. */
export function useRegisterSystem() {
  const { http, account } = useApi();
  const queryClient = useQueryClient();
  return useIdempotentMutation(
    (body: NewSystem, idempotency) =>
      unwrap(
        http.POST('/v1/global-accounts/{ga}/systems', { params: { path: { ga: account }, ...idempotency }, body }),
      ),
    { onSuccess: () => queryClient.invalidateQueries({ queryKey: ['systems'] }) },
  );
}

export type RegisterSystem = ReturnType<typeof useRegisterSystem>;
