import { Env, ServiceSettings } from '@system-landscape/service-kit';
import { IsInt, IsOptional, IsString, Matches, Min } from 'class-validator';

/** Settings of every service that is on the bus. */
export class BusSettings extends ServiceSettings {
  @Env('NATS_URL')
  @Matches(/^(nats|tls):\/\/\S+$/, { message: '$property must be a URL such as nats://127.0.0.1:4222' })
  readonly natsUrl: string = 'nats://127.0.0.1:4222';
  @Env('NATS_USER') @IsOptional() @IsString() readonly natsUser?: string;
  @Env('NATS_PASSWORD') @IsOptional() @IsString() readonly natsPassword?: string;
  /** Inbox prefix of replies; users with separate prefixes cannot read each other's replies. */
  @Env('NATS_INBOX_PREFIX') @IsOptional() @IsString() readonly natsInboxPrefix?: string;
  /** Requests that a process works on at the same time; more are answered UNAVAILABLE. */
  @Env('MAX_IN_FLIGHT', Number) @IsInt() @Min(1) readonly maxInFlight: number = 512;
}
