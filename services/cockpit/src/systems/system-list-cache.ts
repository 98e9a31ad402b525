import type { System } from '../api/api-types.js';
import { matchesFilter, type SystemFilter } from './system-filter.js';

export interface SystemPage {
  readonly items: System[];
  readonly nextCursor: string | null;
}

/**
 * Puts a changed system into the cached pages of a list: replaces its row, unless the cached one is newer; removes the
 * row if the filter no longer matches; adds a new system that matches on top.
 */
export function updateSystemInPages(pages: SystemPage[], system: System, filter: SystemFilter): SystemPage[] {
  const isCached = pages.some(({ items }) => items.some(({ id }) => id === system.id));
  const matches = matchesFilter(filter, system);
  if (isCached) {
    return pages.map((page) => ({
      ...page,
      items: page.items.flatMap((item) => {
        if (item.id !== system.id) return [item];
        if (!matches) return [];
        return [BigInt(item.position) > BigInt(system.position) ? item : system];
      }),
    }));
  }
  if (!matches) return pages;
  return pages.map((page, index) => (index === 0 ? { ...page, items: [system, ...page.items] } : page));
}
