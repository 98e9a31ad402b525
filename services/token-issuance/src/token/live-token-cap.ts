import { RPC } from '@system-landscape/contracts';
import type { SystemEvent, SystemState, TokenOffer } from '@system-landscape/domain';
import type { CommandResult } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TokenIssuanceSettings } from '../settings.js';

const MAX_AGE_MS = 2_000;
/** While the count is at most half of the cap. */
const MAX_AGE_FAR_BELOW_MS = 30_000;
const TIMEOUT_MS = 1_000;
const MAX_COUNTS = 10_000;

interface Count {
  /** The read model's count plus what this process has issued since. */
  live: number;
  countedAt: number;
  /** Commit position of the token that this process issued last: the next count must include it. */
  position: string | null;
}

/**
 * Caps the live tokens of an account and type. The cap is soft: a cached count misses what other processes have
 * issued for up to two seconds, or half a minute while it is far below the cap; without the read model there is no cap.
 */
@Injectable()
export class LiveTokenCap {
  private readonly logger = new Logger(LiveTokenCap.name);
  private readonly counts = new LRUCache<string, Count>({ max: MAX_COUNTS });

  constructor(
    private readonly rpc: RpcClient,
    private readonly settings: TokenIssuanceSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined while the read model does not answer. A count that reaches the cap is never taken from the cache. */
  async limitOf(globalAccountId: string, type: string): Promise<TokenOffer['limit']> {
    const max = this.settings.maxLiveTokens;
    const now = this.clock.now();
    const key = keyOf(globalAccountId, type);
    const known = this.counts.get(key);
    if (known && known.live < max) {
      const maxAgeMs = known.live <= max / 2 ? MAX_AGE_FAR_BELOW_MS : MAX_AGE_MS;
      if (Math.abs(now.getTime() - known.countedAt) < maxAgeMs) return { live: known.live, max };
    }
    const position = known?.position ?? null;
    try {
      const { count } = await this.rpc.request(
        RPC.projection.countLiveTokens,
        { globalAccountId, type, at: now.toISOString(), ...(position === null ? {} : { minPosition: position }) },
        { timeoutMs: TIMEOUT_MS },
      );
      this.counts.set(key, { live: count, countedAt: now.getTime(), position });
      return { live: count, max };
    } catch (error) {
      this.logger.warn({ err: error, globalAccountId, type }, 'Live tokens cannot be counted: no cap for now (X-01)');
      // Cached, so that not every command waits for the timeout.
      this.counts.set(key, { live: Math.min(known?.live ?? 0, max - 1), countedAt: now.getTime(), position });
      return undefined;
    }
  }

  /** Adds the token that a command has issued to the cached count. */
  note({ state, own, position }: CommandResult<SystemState, SystemEvent>): void {
    if (position === null || state.status === 'NONE') return;
    const count = this.counts.get(keyOf(state.globalAccountId, state.type));
    if (!count) return;
    const more = own.some(({ event }) => event.type === 'IntegrationTokenIssued' && event.data.reason !== 'REPLACED');
    if (more) count.live += 1;
    if (count.position === null || BigInt(position) > BigInt(count.position)) count.position = position;
  }
}

function keyOf(globalAccountId: string, type: string): string {
  return `${globalAccountId}/${type}`;
}
