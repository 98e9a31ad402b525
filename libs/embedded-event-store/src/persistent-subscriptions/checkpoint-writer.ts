import type { CheckpointStream } from './checkpoint-stream.js';
import type { GroupSettings } from './group-settings.js';
import type { GroupSource } from './group-source.js';
import { BEFORE_FIRST_EVENT, type Checkpoint } from './message.js';

/** How far a group has come, asked when a checkpoint may be due. */
export interface GroupProgress {
  /** Up to where the source was read: no checkpoint goes beyond it. */
  readUpTo(): Checkpoint;
  /** Up to where every message is processed. */
  processedUpTo(): Checkpoint;
  onError(error: Error): void;
}

/** Writes a group's checkpoint when enough messages were processed, or some after enough time. */
export class CheckpointWriter {
  private written: Checkpoint;
  private lastWriteAt: number;
  private stopped = false;

  constructor(
    private readonly stream: CheckpointStream,
    private readonly source: GroupSource,
    private readonly settings: GroupSettings,
    private readonly elapsed: () => number,
    private readonly progress: GroupProgress,
  ) {
    const stored = stream.load();
    this.written = stored === undefined ? BEFORE_FIRST_EVENT : { position: source.parse(stored), eventCount: 0 };
    this.lastWriteAt = elapsed();
  }

  /** The checkpoint on disk. */
  get last(): Checkpoint {
    return this.written;
  }

  /** @param byTime whether the time since the last checkpoint counts, too, and not only the number of messages */
  writeIfDue(byTime: boolean): void {
    if (this.stopped) return;
    const { minCheckpointCount, maxCheckpointCount, checkpointAfterMs } = this.settings;
    const isTime = byTime && checkpointAfterMs > 0 && this.elapsed() - this.lastWriteAt >= checkpointAfterMs;
    const least = Math.max(1, isTime ? Math.min(minCheckpointCount, maxCheckpointCount) : maxCheckpointCount);
    // Cheap to know, and as a rule too few: then the unprocessed messages need not be looked through.
    if (this.progress.readUpTo().eventCount - this.written.eventCount < least) return;
    const checkpoint = this.progress.processedUpTo();
    if (checkpoint.position === undefined || checkpoint.eventCount - this.written.eventCount < least) return;
    this.lastWriteAt = this.elapsed();
    this.stream.write(this.source.format(checkpoint.position)).then(
      (isWritten) => {
        if (!isWritten) return;
        this.written = checkpoint;
        // Another one may have become due during the write.
        this.writeIfDue(false);
      },
      (error: unknown) => this.progress.onError(error as Error),
    );
  }

  stop(): void {
    this.stopped = true;
  }
}
