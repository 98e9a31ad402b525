import { RPC, type ListOverdueTokensReply } from '@system-landscape/contracts';
import { expireToken, parseSystemId } from '@system-landscape/domain';
import { EventStore, type CommandContext } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, contextOf, currentContext, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';

const PAGE = 500;
const CONCURRENCY = 16;

type OverdueToken = ListOverdueTokensReply['items'][number];

/**
 * Records the expiry of unused tokens as events, for subscribers (M-13). The read model only lists candidates; the state
 * of the stream decides whether a token has expired. Several instances may sweep at the same time: the token id is the
 * idempotency key.
 */
@Injectable()
export class SweepExpiredTokens {
  private readonly logger = new Logger(SweepExpiredTokens.name);

  constructor(
    private readonly rpc: RpcClient,
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * One sweep over all tokens that are overdue now.
   * @returns how many tokens it recorded as expired
   * @throws RpcError when the read model does not answer
   */
  async execute(signal?: AbortSignal): Promise<number> {
    const dueAt = this.clock.now().toISOString();
    let recorded = 0;
    let reached: bigint | undefined;
    for (;;) {
      const { items } = await this.rpc.request(RPC.projection.listOverdueTokens, {
        dueAt,
        limit: PAGE,
        ...(reached === undefined ? {} : { minPosition: reached.toString() }),
      });
      const positions: bigint[] = [];
      for (let next = 0; next < items.length && !signal?.aborted; next += CONCURRENCY) {
        const batch = items.slice(next, next + CONCURRENCY);
        const results = await Promise.all(batch.map((item) => this.expire(item)));
        positions.push(...results.filter((position) => position !== null).map(BigInt));
      }
      recorded += positions.length;
      // A page without a recorded expiry would be returned again.
      if (items.length < PAGE || positions.length === 0 || signal?.aborted) return recorded;
      reached = positions.reduce((highest, position) => (position > highest ? position : highest));
    }
  }

  /** Position of the event; null where nothing was recorded. After a failure the next sweep finds the token again. */
  private async expire({ systemId, tokenId }: OverdueToken): Promise<string | null> {
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) return null;
    try {
      const command = this.command(tokenId);
      const { position } = await this.eventStore.onSystem(nameId, command, (state) =>
        expireToken({ systemId, tokenId, now: command.now }, state),
      );
      return position;
    } catch (error) {
      this.logger.warn(
        { err: error, systemId },
        'The expiry of a token could not be recorded; the next sweep tries again',
      );
      return null;
    }
  }

  private command(tokenId: string): CommandContext {
    const { correlationId, traceparent } = currentContext() ?? contextOf({});
    return {
      operation: 'expire-token',
      caller: 'token-issuance',
      key: tokenId,
      actor: { subject: 'token-issuance', roles: ['platform'] },
      correlationId,
      causationId: correlationId,
      traceparent,
      now: this.clock.now(),
    };
  }
}
