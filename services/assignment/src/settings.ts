import { EventStoreUrl, LOCAL_EVENT_STORE } from '@system-landscape/event-store';
import { BusSettings } from '@system-landscape/messaging';
import { duration, Env, wholeNumber } from '@system-landscape/service-kit';
import { IsInt, Max, Min } from 'class-validator';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Settings of assignment; the README has the table. */
export class AssignmentSettings extends BusSettings {
  @EventStoreUrl() readonly eventStoreUrl: string = LOCAL_EVENT_STORE;

  /** Interval of the query for deletions that have not ended; milliseconds. */
  @Env('DELETION_SWEEP_INTERVAL', duration)
  @Min(50, { message: '$property must be at least PT0.05S' })
  @Max(DAY_MS, { message: '$property must be at most P1D' })
  readonly deletionSweepIntervalMs: number = 5_000;

  /** Hints that this process handles at the same time. */
  @Env('HINT_CONCURRENCY', wholeNumber) @IsInt() @Min(1) @Max(1_000) readonly hintConcurrency: number = 16;
}
