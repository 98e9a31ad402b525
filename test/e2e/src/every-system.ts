import type { ApiConsumer, SystemAnswer } from './api-consumer.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';

/**
 * The systems of the demo account by their ids, page by page.
 * @param status default: those that have not ended
 */
export async function everySystem(account: ApiConsumer, status?: string): Promise<Map<string, SystemAnswer>> {
  const systems = new Map<string, SystemAnswer>();
  const query = status === undefined ? '?limit=200' : `?limit=200&status=${status}`;
  let cursor: string | null = null;
  do {
    const page: { body: { items: SystemAnswer[]; nextCursor: string | null } } = await account.persist(
      'GET',
      `${SYSTEMS}${query}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    page.body.items.forEach((system) => systems.set(system.id, system));
    cursor = page.body.nextCursor;
  } while (cursor !== null);
  return systems;
}
