import type { EventLog } from '../storage/event-log.js';
import { appendToShortStream, lastEvent, systemEvent } from './group-streams.js';

export const checkpointStreamOf = (groupKey: string): string => `$persistentsubscription-${groupKey}-checkpoint`;

/** The stream with a group's checkpoints. */
export class CheckpointStream {
  private readonly stream: string;
  private writing = false;

  constructor(
    private readonly log: EventLog,
    groupKey: string,
  ) {
    this.stream = checkpointStreamOf(groupKey);
  }

  /** The last checkpoint in the text format of the source. */
  load(): string | undefined {
    const event = lastEvent(this.log, this.stream);
    return event && (JSON.parse(event.data.toString('utf8')) as string);
  }

  /** Returns false without writing when the previous checkpoint is still being written; the next one covers it. */
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
