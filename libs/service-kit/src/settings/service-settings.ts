import { IsIn, IsInt, IsString, Min } from 'class-validator';
import { duration, Env, portNumber } from './settings.js';

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
  /** For tests: a file with the number of milliseconds to add to the system time. */
  @Env('CLOCK_FILE') readonly clockFile?: string;
}
