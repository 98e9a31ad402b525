import { BusSettings } from '@system-landscape/messaging';
import { duration, Env } from '@system-landscape/service-kit';
import { Matches, Max, Min } from 'class-validator';

/** Settings of the relay; the README has the table. */
export class EventRelaySettings extends BusSettings {
  @Env('ESDB_URL')
  @Matches(/^esdb(\+discover)?:\/\/\S+$/, {
    message: '$property must be a connection string such as esdb://127.0.0.1:2113?tls=false',
  })
  readonly eventStoreUrl: string = 'esdb://127.0.0.1:2113?tls=false';

  /** How long the leader may be without a heartbeat before a standby takes over; milliseconds. */
  @Env('TAKE_OVER_AFTER', duration)
  @Min(1_000, { message: '$property must be at least PT1S' })
  @Max(60_000, { message: '$property must be at most PT60S' })
  readonly leaseMs: number = 3_000;
}
