import {
  allowed,
  isRetryable,
  MANAGE_SUBSCRIPTIONS,
  StoreUnavailable,
  subscriptionsOf,
} from '@system-landscape/event-store';
import type { EventStoreDBClient } from '@eventstore/db-client';

/** The parked hints of a service: those whose last retry has failed. */
export class ParkedHints {
  constructor(
    private readonly client: EventStoreDBClient,
    readonly service: string,
  ) {}

  /** Number of parked hints. @throws StoreUnavailable */
  async count(): Promise<number> {
    const groups = await fromStore(() => subscriptionsOf(this.client, this.service));
    return groups.reduce((sum, { stats }) => sum + Number(stats.parkedMessageCount), 0);
  }

  /** Has all of them delivered again. @throws StoreUnavailable */
  async replay(): Promise<void> {
    await fromStore(async () => {
      const groups = await subscriptionsOf(this.client, this.service);
      const replays = groups.map(({ groupName }) => this.client.replayParkedMessagesToAll(groupName));
      await allowed(MANAGE_SUBSCRIPTIONS, Promise.all(replays));
    });
  }
}

async function fromStore<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isRetryable(error) ? new StoreUnavailable(error) : error;
  }
}
