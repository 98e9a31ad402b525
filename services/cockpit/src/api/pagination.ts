import { keepPreviousData } from '@tanstack/react-query';

const PAGE_SIZE = 100;

/** Options of an infinite query over a list of the API: each page names the cursor of the next one. */
export const CURSOR_PAGINATION = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

/** Query parameters of one page. */
export function pageQuery(cursor: string | undefined): { readonly limit: number; readonly cursor?: string } {
  return { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
}
