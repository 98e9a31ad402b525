import { performance } from 'node:perf_hooks';
import { discoverProvider, providerDocument, ProviderUnavailable } from './openid-discovery.js';
import { SigningKeys } from './signing-keys.js';

export interface ProviderKeysOptions {
  readonly issuer: string;
  /** Keys are read again after this time, so a withdrawn one ends within it; milliseconds. */
  readonly maxAgeMs: number;
  /** How long the last known keys serve while the provider is unavailable, from when they were read; milliseconds. */
  readonly maxOutageMs: number;
  /** Milliseconds of a monotonic clock; default: `performance.now`. */
  readonly now?: () => number;
  /** Receives the reason when the keys cannot be read. */
  readonly onUnavailable?: (error: unknown) => void;
}

/** The keys at one time, with the issuer as the provider spells it. Another object after each change. */
export interface PublishedKeys {
  readonly issuer: string;
  readonly keys: SigningKeys;
}

const REQUEST_TIMEOUT_MS = 5_000;
/** Time between two reads that unknown keys cause, and between attempts at a provider that is unavailable. */
const COOLDOWN_MS = 5_000;

/**
 * The public keys of the OpenID provider. They are read at the first token, again after half their age in the background,
 * and before use when they are older. Concurrent callers share one read, and tokens with unknown keys cause one read per
 * cooldown at most.
 */
export class ProviderKeys {
  private published: PublishedKeys | undefined;
  private reading: Promise<PublishedKeys> | undefined;
  private readAt = -Infinity;
  private attemptedAt = -Infinity;
  private failedAt = -Infinity;
  private readonly now: () => number;

  constructor(private readonly options: ProviderKeysOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /** @throws ProviderUnavailable when the provider has been unavailable for too long; later calls try again */
  async current(): Promise<PublishedKeys> {
    const { maxAgeMs, maxOutageMs } = this.options;
    const { published } = this;
    if (!published) return this.read();
    const age = this.now() - this.readAt;
    if (age < maxAgeMs / 2) return published;
    // While the provider hangs, only the first caller waits for it.
    const isAway = this.now() - this.failedAt < maxAgeMs;
    const reading = this.reading ?? (this.mayAttempt() ? this.read() : undefined);
    const lastKnown = (error: unknown) => {
      if (age >= maxOutageMs) throw error;
      return published;
    };
    if (reading && (age >= maxOutageMs || (age >= maxAgeMs && !isAway))) return reading.catch(lastKnown);
    reading?.catch(() => undefined);
    return lastKnown(new ProviderUnavailable('The keys of the OpenID provider could not be read for too long.'));
  }

  /**
   * The keys after a token named an unknown one: read again, unless that was done shortly before.
   * @throws ProviderUnavailable
   */
  async afterUnknownKey(): Promise<PublishedKeys> {
    if (this.mayAttempt() || this.reading) return this.read();
    // Without an answer of the provider nobody can tell an unknown key from a new one.
    if (this.failedAt >= this.readAt)
      throw new ProviderUnavailable('The keys of the OpenID provider could not be read again.');
    return this.current();
  }

  private mayAttempt(): boolean {
    return this.now() - this.attemptedAt >= COOLDOWN_MS;
  }

  private read(): Promise<PublishedKeys> {
    this.reading ??= this.fetchKeys().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async fetchKeys(): Promise<PublishedKeys> {
    this.attemptedAt = this.now();
    try {
      const { issuer, jwksUri } = await discoverProvider(this.options.issuer, REQUEST_TIMEOUT_MS);
      if (jwksUri === undefined) throw new ProviderUnavailable(`The OpenID provider at ${issuer} names no jwks_uri.`);
      const document = await providerDocument(jwksUri, REQUEST_TIMEOUT_MS);
      if (!document) throw new ProviderUnavailable(`The OpenID provider has no key set at ${jwksUri}.`);
      const keys = SigningKeys.from(document);
      const known = this.published;
      if (known?.issuer !== issuer || !known.keys.equals(keys)) this.published = { issuer, keys };
      this.readAt = this.now();
      this.failedAt = -Infinity;
      return this.published!;
    } catch (error) {
      this.failedAt = this.now();
      this.options.onUnavailable?.(error);
      throw error instanceof ProviderUnavailable
        ? error
        : new ProviderUnavailable('The keys of the OpenID provider are not usable.', { cause: error });
    }
  }
}
