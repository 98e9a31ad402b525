import { EventStoreUrl, LOCAL_EVENT_STORE } from '@system-landscape/event-store';
import { BusSettings } from '@system-landscape/messaging';
import { isEncrypted, readConnectionString, type PostgresAccess } from '@system-landscape/postgres-access';
import { duration, Env, InProduction, wholeNumber } from '@system-landscape/service-kit';
import { IsInt, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { WAITING_LIMITS, type WaitingLimits } from './positions/positions.js';

/** Settings of the projection; the README has the table. */
export class ProjectionSettings extends BusSettings {
  @EventStoreUrl() readonly eventStoreUrl: string = LOCAL_EVENT_STORE;

  /** PostgreSQL; without it the read model is a folder of libSQL. */
  @Env('DATABASE_URL', (text) => readConnectionString(text, process.env))
  @IsOptional()
  @InProduction(
    (access?: PostgresAccess) => access === undefined || isEncrypted(access),
    'must use TLS: add sslmode=verify-full, or require',
  )
  readonly database?: PostgresAccess;

  /** Connections of this process for queries; PostgreSQL only. */
  @Env('DATABASE_POOL', wholeNumber) @IsInt() @Min(1) @Max(1_000) readonly databasePool: number = 10;

  /** libSQL only: belongs to one process. */
  @Env('DATA_DIR') @IsString() @MinLength(1) readonly dataDir: string = '.data/read-model';

  /** libSQL only, and needed for it: the file of 32 bytes that encrypts the folder (M-06). */
  @Env('DATA_KEY_FILE') @IsOptional() @IsString() readonly dataKeyFile?: string;

  /** How long a query waits for a position; milliseconds. */
  @Env('READ_WAIT', duration)
  @Max(60_000, { message: '$property must be at most PT60S' })
  readonly readWaitMs: number = 5_000;

  /** Queries that wait for a position at the same time, in all, of one account or tenant, and of one caller. */
  @Env('WAITING_READS', wholeNumber) @IsInt() @Min(1) private readonly waiting = WAITING_LIMITS.total;
  @Env('WAITING_READS_PER_ACCOUNT', wholeNumber)
  @IsInt()
  @Min(1)
  private readonly waitingPerAccount = WAITING_LIMITS.perAccount;
  @Env('WAITING_READS_PER_CALLER', wholeNumber)
  @IsInt()
  @Min(1)
  private readonly waitingPerCaller = WAITING_LIMITS.perCaller;

  get waitingLimits(): WaitingLimits {
    return { total: this.waiting, perAccount: this.waitingPerAccount, perCaller: this.waitingPerCaller };
  }
}
