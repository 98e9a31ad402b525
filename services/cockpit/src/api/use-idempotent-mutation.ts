import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';

/** Header parameter of a write; the API applies a request that repeats the key only once. */
export interface IdempotencyHeader {
  readonly header: { readonly 'Idempotency-Key': string };
}

type Callbacks<Data, Variables> = Pick<UseMutationOptions<Data, Error, Variables>, 'onSuccess' | 'onSettled'>;

/**
 * A mutation that takes effect once per intent of the user:
 * - While a request is in flight `mutate` does nothing, so a double click sends one request.
 * - After a failure the same variables are sent with the same idempotency key: the lost response may have been a success.
 */
export function useIdempotentMutation<Data, Variables = void>(
  send: (variables: Variables, idempotency: IdempotencyHeader) => Promise<Data>,
  { onSuccess, onSettled }: Callbacks<Data, Variables> = {},
): UseMutationResult<Data, Error, Variables> {
  const isInFlight = useRef(false);
  const last = useRef<{ readonly variables: string; readonly idempotency: IdempotencyHeader }>(undefined);
  const mutation = useMutation<Data, Error, Variables>({
    mutationFn: (variables) => {
      const serialized = JSON.stringify(variables) ?? '';
      if (last.current?.variables !== serialized) {
        last.current = {
          variables: serialized,
          idempotency: { header: { 'Idempotency-Key': crypto.randomUUID() } },
        };
      }
      return send(variables, last.current.idempotency);
    },
    onSuccess: (...outcome) => {
      last.current = undefined;
      return onSuccess?.(...outcome);
    },
    onSettled: (...outcome) => {
      isInFlight.current = false;
      return onSettled?.(...outcome);
    },
  });
  const mutate: typeof mutation.mutate = (...variables) => {
    // `isPending` changes with the next render only, which a second click can precede.
    if (isInFlight.current) return;
    isInFlight.current = true;
    mutation.mutate(...variables);
  };
  return { ...mutation, mutate };
}
