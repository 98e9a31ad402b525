import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';

/** Header of a write: sent again, it takes effect once. */
export interface Once {
  readonly header: { readonly 'Idempotency-Key': string };
}

type Outcome<Data, Wish> = Pick<UseMutationOptions<Data, Error, Wish>, 'onSuccess' | 'onSettled'>;

/**
 * Has the platform change something. While one wish is under way no other is sent: a double click is one click. After a
 * failure the same wish goes with the key that it had: whatever became of the first answer, it takes effect once.
 */
export function useWrite<Data, Wish = void>(
  send: (wish: Wish, once: Once) => Promise<Data>,
  { onSuccess, onSettled }: Outcome<Data, Wish> = {},
): UseMutationResult<Data, Error, Wish> {
  const isUnderWay = useRef(false);
  const sent = useRef<{ readonly wish: string; readonly once: Once }>(undefined);
  const mutation = useMutation<Data, Error, Wish>({
    mutationFn: (wish) => {
      const text = JSON.stringify(wish) ?? '';
      if (sent.current?.wish !== text) {
        sent.current = { wish: text, once: { header: { 'Idempotency-Key': crypto.randomUUID() } } };
      }
      return send(wish, sent.current.once);
    },
    onSuccess: (...outcome) => {
      sent.current = undefined;
      return onSuccess?.(...outcome);
    },
    onSettled: (...outcome) => {
      isUnderWay.current = false;
      return onSettled?.(...outcome);
    },
  });
  const mutate: typeof mutation.mutate = (...wish) => {
    // `isPending` is that of the last time when the page was drawn.
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    mutation.mutate(...wish);
  };
  return { ...mutation, mutate };
}
