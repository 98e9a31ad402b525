import { QueryClient } from '@tanstack/react-query';
import { toProblem } from '../api/problem.js';

const MAX_RETRIES = 3;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Live events invalidate what changes earlier.
        staleTime: 30_000,
        networkMode: 'always',
        retry: (failures, error) => failures < MAX_RETRIES && toProblem(error).isTransient,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
