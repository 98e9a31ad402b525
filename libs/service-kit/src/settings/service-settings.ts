import { IsIn, IsInt, IsOptional, IsString, Min } from 'class-validator';
import { duration, Env, InProduction, portNumber, wholeNumber } from './settings.js';

/** Settings that every service has. */
export class ServiceSettings {
  @Env('HOST') @IsString() readonly host: string = '127.0.0.1';
  /** 0: any free port. */
  @Env('PORT', portNumber) @IsInt() readonly port: number = 0;
  @Env('LOG_LEVEL')
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  readonly logLevel: string = 'info';
  /** Time for a graceful stop before the process exits; milliseconds. */
  @Env('SHUTDOWN_TIMEOUT', duration) @Min(1) readonly shutdownTimeoutMs: number = 10_000;
  /** Time for an HTTP request to arrive, with its body; milliseconds. */
  @Env('REQUEST_TIMEOUT', duration) @Min(1) readonly requestTimeoutMs: number = 10_000;
  /** HTTP connections at the same time; further ones are closed. */
  @Env('MAX_CONNECTIONS', wholeNumber) @IsInt() @Min(1) readonly maxConnections: number = 1_000;
  /** `production` refuses what is for one machine or for tests; default: `NODE_ENV`. */
  @Env('PLATFORM_PROFILE')
  @IsOptional()
  @IsIn(['production', 'development'], { message: '$property must be production or development' })
  readonly profile?: string;
  /** For tests: a file with the number of milliseconds to add to the system time. */
  @Env('CLOCK_FILE')
  @InProduction((file?: string) => file === undefined, 'moves the time and is for tests; remove it')
  readonly clockFile?: string;
  /**
   * How far the clock may be away from the servers that it is compared with; milliseconds. Default: a minute; with
   * `CLOCK_FILE`, which moves the time on purpose, it is not compared.
   */
  @Env('CLOCK_SKEW_BOUND', duration) @IsOptional() @Min(5_000) readonly clockSkewBoundMs?: number;
}
