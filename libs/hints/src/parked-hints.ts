import { isRetryable, StoreUnavailable } from '@system-landscape/event-store';
import { PersistentSubscriptionDoesNotExistError, type EventStoreDBClient } from '@eventstore/db-client';

/** The parked hints of a group: those whose last retry has failed. */
export class ParkedHints {
  constructor(
    private readonly client: EventStoreDBClient,
    readonly group: string,
  ) {}

  /** Number of parked hints. @throws StoreUnavailable */
  async count(): Promise<number> {
    const info = await ofGroup(() => this.client.getPersistentSubscriptionToAllInfo(this.group));
    return Number(info?.stats.parkedMessageCount ?? 0);
  }

  /** Has all of them delivered again. @throws StoreUnavailable */
  async replay(): Promise<void> {
    await ofGroup(() => this.client.replayParkedMessagesToAll(this.group));
  }
}

/** Undefined when the group does not exist yet because its consumer is still starting: it has parked nothing. */
async function ofGroup<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PersistentSubscriptionDoesNotExistError) return undefined;
    throw isRetryable(error) ? new StoreUnavailable(error) : error;
  }
}
