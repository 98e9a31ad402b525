import { keepPreviousData } from '@tanstack/react-query';

const PAGE_SIZE = 100;

/** How a list of the API is read on: each page names the next one. What is shown stays until the next answer. */
export const PAGE_BY_PAGE = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

/** The query of a page. */
export function pageFrom(cursor: string | undefined): { readonly limit: number; readonly cursor?: string } {
  return { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
}
