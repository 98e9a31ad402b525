import { EventStoreUrl, LOCAL_EVENT_STORE } from '@system-landscape/event-store';
import { BusSettings } from '@system-landscape/messaging';
import { duration, Env } from '@system-landscape/service-kit';
import { Max, Min } from 'class-validator';

/** Settings of the relay; the README has the table. */
export class EventRelaySettings extends BusSettings {
  @EventStoreUrl() readonly eventStoreUrl: string = LOCAL_EVENT_STORE;

  /** How long the leader may be without a heartbeat before a standby takes over; milliseconds. */
  @Env('TAKE_OVER_AFTER', duration)
  @Min(1_000, { message: '$property must be at least PT1S' })
  @Max(60_000, { message: '$property must be at most PT60S' })
  readonly leaseMs: number = 3_000;
}
