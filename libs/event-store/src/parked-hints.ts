import { PersistentSubscriptionDoesNotExistError, type EventStoreDBClient } from '@eventstore/db-client';
import { isRetryable, StoreUnavailable } from './execute.js';

/** Hints of a group that failed so often that they are kept aside. */
export class ParkedHints {
  constructor(
    private readonly client: EventStoreDBClient,
    readonly group: string,
  ) {}

  /** How many there are. @throws StoreUnavailable */
  async count(): Promise<number> {
    const info = await ofGroup(() => this.client.getPersistentSubscriptionToAllInfo(this.group));
    return Number(info?.stats.parkedMessageCount ?? 0);
  }

  /** Hands all of them out once more. @throws StoreUnavailable */
  async replay(): Promise<void> {
    await ofGroup(() => this.client.replayParkedMessagesToAll(this.group));
  }
}

/** A group that is not there yet, as its consumer is only starting, has parked nothing. */
async function ofGroup<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PersistentSubscriptionDoesNotExistError) return undefined;
    throw isRetryable(error) ? new StoreUnavailable(error) : error;
  }
}
