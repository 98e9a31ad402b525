import type { EventLog } from '../storage/event-log.js';
import { appendToShortStream, lastEvent, systemEvent } from './group-streams.js';

export const checkpointStreamOf = (groupKey: string): string => `$persistentsubscription-${groupKey}-checkpoint`;

/** The stream in which a group keeps how far it has come. */
export class CheckpointStream {
  private readonly stream: string;
  private writing = false;

  constructor(
    private readonly log: EventLog,
    groupKey: string,
  ) {
    this.stream = checkpointStreamOf(groupKey);
  }

  /** The last checkpoint as the source writes it. */
  load(): string | undefined {
    const event = lastEvent(this.log, this.stream);
    return event && (JSON.parse(event.data.toString('utf8')) as string);
  }

  /** One is written at a time; what comes in between is left out, since the next one says more. */
  async write(checkpoint: string): Promise<boolean> {
    if (this.writing) return false;
    this.writing = true;
    try {
      await appendToShortStream(this.log, this.stream, systemEvent('$SubscriptionCheckpoint', checkpoint));
      return true;
    } finally {
      this.writing = false;
    }
  }

  async delete(): Promise<void> {
    await this.log.delete(this.stream, 'any', false);
  }
}
