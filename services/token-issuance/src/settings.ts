import { loadKeyRing, type KeyRing } from '@system-landscape/integration-token';
import { EventStoreUrl, LOCAL_EVENT_STORE } from '@system-landscape/event-store';
import { BusSettings } from '@system-landscape/messaging';
import { duration, Env, ReloadedFile, wholeNumber } from '@system-landscape/service-kit';
import { IsDefined, IsInt, IsOptional, Max, Min } from 'class-validator';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Settings of token-issuance; the README has the table. */
export class TokenIssuanceSettings extends BusSettings {
  @EventStoreUrl() readonly eventStoreUrl: string = LOCAL_EVENT_STORE;

  @Env('INTEGRATION_TOKEN_KEYS', keyRingIn)
  @IsDefined({ message: '$property must name the private JWKS file that signs integration tokens' })
  private readonly keyRingFile!: ReloadedFile<KeyRing>;

  /** Overrides the validity of the catalogue (M-13, N-07); milliseconds. */
  @Env('TOKEN_VALIDITY', duration)
  @IsOptional()
  @Min(1_000, { message: '$property must be at least PT1S' })
  readonly tokenValidityMs?: number;

  /** */
  @Env('MAX_LIVE_TOKENS', wholeNumber) @IsInt() @Min(1) readonly maxLiveTokens: number = 1_000;

  /** Milliseconds. */
  @Env('EXPIRY_SWEEP_INTERVAL', duration)
  @Min(100, { message: '$property must be at least PT0.1S' })
  @Max(DAY_MS, { message: '$property must be at most P1D' })
  readonly expirySweepIntervalMs: number = 60_000;

  /** As the file has it now. */
  get keyRing(): KeyRing {
    return this.keyRingFile.current;
  }
}

function keyRingIn(path: string): ReloadedFile<KeyRing> {
  try {
    return new ReloadedFile(path, loadKeyRing);
  } catch (error) {
    throw new Error(`names a key file that cannot be used: ${(error as Error).message}`, { cause: error });
  }
}
