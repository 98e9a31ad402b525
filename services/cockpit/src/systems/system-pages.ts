import type { System } from '../platform/platform.js';
import { matches, type SystemFilter } from './system-filter.js';

export interface SystemPage {
  readonly items: System[];
  readonly nextCursor: string | null;
}

/** The pages with the system as it is now: in its row, out of the list, or on top of it when it is new. */
export function withSystem(pages: SystemPage[], system: System, filter: SystemFilter): SystemPage[] {
  const known = pages.some(({ items }) => items.some(({ id }) => id === system.id));
  const belongs = matches(filter, system);
  if (known) {
    return pages.map((page) => ({
      ...page,
      items: page.items.flatMap((item) => {
        if (item.id !== system.id) return [item];
        if (!belongs) return [];
        return [BigInt(item.position) > BigInt(system.position) ? item : system];
      }),
    }));
  }
  if (!belongs) return pages;
  return pages.map((page, index) => (index === 0 ? { ...page, items: [system, ...page.items] } : page));
}
