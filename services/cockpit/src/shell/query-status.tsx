import type { UseQueryResult } from '@tanstack/react-query';
import { toProblem } from '../api/problem.js';
import { Loading } from './page.js';
import { ProblemStrip } from './problem-strip.js';

/** Shows that a query is loading, or its problem with a button to retry. */
export function QueryStatus({
  query: { error, isPending, refetch },
}: {
  readonly query: Pick<UseQueryResult, 'error' | 'isPending'> & { readonly refetch: () => Promise<unknown> };
}) {
  if (error) return <ProblemStrip problem={toProblem(error)} retry={() => void refetch()} />;
  return isPending ? <Loading /> : undefined;
}
