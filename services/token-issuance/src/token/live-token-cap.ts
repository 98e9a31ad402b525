import { RPC } from '@system-landscape/contracts';
import type { SystemEvent, SystemState, TokenOffer } from '@system-landscape/domain';
import type { CommandResult } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { TokenIssuanceSettings } from '../settings.js';

const FRESH_MS = 2_000;
/** As long as a count is at most half of what may be. */
const FRESH_FAR_BELOW_MS = 30_000;
const TIMEOUT_MS = 1_000;
const MAX_COUNTS = 10_000;

interface Count {
  /** As the read model counted, and what this process has issued since. */
  live: number;
  countedAt: number;
  /** Log position of what this process issued last: the next count must include it. */
  position: string | null;
}

/**
 * The most live tokens of an account and type. The cap is soft: what other processes issue within two seconds,
 * and far below the cap within half a minute, goes unseen, and a read model that does not answer caps nothing.
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

  /** Undefined where it is not known. A count that would refuse is always a new one. */
  async limitOf(globalAccountId: string, type: string): Promise<TokenOffer['limit']> {
    const max = this.settings.maxLiveTokens;
    const now = this.clock.now();
    const key = keyOf(globalAccountId, type);
    const known = this.counts.get(key);
    if (known && known.live < max) {
      const freshMs = known.live <= max / 2 ? FRESH_FAR_BELOW_MS : FRESH_MS;
      if (Math.abs(now.getTime() - known.countedAt) < freshMs) return { live: known.live, max };
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
      // Not asked again at once: everybody would wait for the answer that does not come.
      this.counts.set(key, { live: Math.min(known?.live ?? 0, max - 1), countedAt: now.getTime(), position });
      return undefined;
    }
  }

  /** Counts what a command has issued just now. */
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
