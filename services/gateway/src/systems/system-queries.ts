import { RPC, systemEntityTag } from '@system-landscape/contracts';
import { NATS, RpcClient, type LastingSubscription } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { changesAt, systemAt } from '@system-landscape/system-view';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { subscribeToCommits } from '../commits/subscribe-to-commits.js';
import { GatewaySettings } from '../settings.js';
import { ResponseCache, type CachedResponse, type CacheKey } from './response-cache.js';
import type { GetSystemQueryDto, ListSystemsQueryDto } from './systems.dto.js';
import { systemResponses } from './systems.metrics.js';

/** A response, and the log position that it includes. */
interface PositionedResponse {
  readonly response: CachedResponse;
  readonly position: string;
}

/** Queries about systems: from the response cache where it is known to be current, else from the read model. */
@Injectable()
export class SystemQueries implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SystemQueries.name);
  private readonly cache: ResponseCache;
  private commits: LastingSubscription | undefined;

  constructor(
    @Inject(NATS) private readonly connection: NatsConnection,
    private readonly rpc: RpcClient,
    { systemCacheBytes }: GatewaySettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.cache = new ResponseCache(systemCacheBytes, () => performance.now(), clock);
  }

  onModuleInit(): void {
    let parsed = true;
    this.commits = subscribeToCommits(this.connection, (commit) => {
      if (!commit && parsed) {
        this.logger.warn('A commit message of the projection cannot be parsed; the response cache is cleared');
      }
      parsed = commit !== undefined;
      this.cache.onCommit(commit);
    });
  }

  onModuleDestroy(): void {
    this.commits?.end();
  }

  /** A system as it is now, or as it was. @throws RpcError of the projection */
  get(
    globalAccountId: string,
    systemId: string,
    { minPosition, asOf }: GetSystemQueryDto,
  ): Promise<PositionedResponse> {
    const query = async (): Promise<PositionedResponse> => {
      const data = { globalAccountId, systemId, minPosition, asOf };
      const { system, position } = await this.rpc.request(RPC.projection.getSystem, data, { repeatable: true });
      // Whichever clock is ahead, the projection's or this one, says that a token has expired (M-13).
      const shown = asOf === undefined ? systemAt(system, this.clock.now()) : system;
      const body = toBytes(shown);
      return { response: { body, entityTag: systemEntityTag(shown, asOf), validUntil: changesAt(shown) }, position };
    };
    if (asOf !== undefined) return query();
    return this.cached('system', { dependsOn: systemId, query: globalAccountId }, minPosition, query);
  }

  /** A page of the systems of an account. @throws RpcError of the projection */
  list(globalAccountId: string, { minPosition, ...filter }: ListSystemsQueryDto): Promise<PositionedResponse> {
    const { status, type, q, sort, cursor, limit } = filter;
    const key = { dependsOn: globalAccountId, query: JSON.stringify([status, type, q, sort, cursor, limit]) };
    return this.cached('list', key, minPosition, async () => {
      const data = { globalAccountId, ...filter, minPosition };
      const { items, nextCursor, position } = await this.rpc.request(RPC.projection.listSystems, data, {
        repeatable: true,
      });
      const now = this.clock.now();
      const shown = items.map((system) => systemAt(system, now));
      const validUntil = Math.min(...shown.map((system) => changesAt(system) ?? Infinity));
      return { response: { body: toBytes({ items: shown, nextCursor }), validUntil }, position };
    });
  }

  private async cached(
    of: 'system' | 'list',
    key: CacheKey,
    minPosition: string | undefined,
    query: () => Promise<PositionedResponse>,
  ): Promise<PositionedResponse> {
    const hit = this.cache.get(key, minPosition);
    systemResponses.inc({ of, from: hit ? 'memory' : 'read-model' });
    if (hit) return hit;
    const store = this.cache.beginQuery(key);
    const { response, position } = await query();
    store(response, position);
    return { response, position };
  }
}

function toBytes(body: object): Buffer {
  return Buffer.from(JSON.stringify(body));
}
